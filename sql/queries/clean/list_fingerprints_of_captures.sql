-- Used by: pipeline.steps.clean.repeated_pages
-- takes: captures(capture_id)
-- The fingerprints of text and headlines of these captures.
SELECT DISTINCT b.fingerprint
FROM given_captures AS q
INNER JOIN article_blocks AS b ON q.capture_id = b.capture_id
WHERE b.page_label IN ('body', 'headline')
