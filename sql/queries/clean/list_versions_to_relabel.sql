-- Used by: pipeline.steps.clean.apply_votes
-- takes: articles(article_id)
-- The versions of these articles that may not be as the rules of their page left them: another scheme cleaned them,
-- their text or a label is another already, or a block of theirs is known from votes that change labels, or to a
-- person.
WITH told AS (
  SELECT b.capture_id
  FROM given_articles AS t
  INNER JOIN article_blocks AS b ON t.article_id = b.article_id
  WHERE
    b.label <> b.page_label
    OR b.rule <> b.page_rule
    OR (
      b.page_rule <> 'extractor'
      AND (
        EXISTS (
          SELECT 1
          FROM boilerplate_blocks AS k
          WHERE
            k.host IN (b.host, '*')
            AND k.fingerprint = b.fingerprint
            AND (k.kind NOT IN ('below_threshold', 'list_only') OR k.status <> 'learned')
        )
        OR EXISTS (
          SELECT 1
          FROM boilerplate_blocks AS k
          WHERE k.host = b.host AND k.fingerprint = b.prefix_fingerprint
        )
      )
    )
)

SELECT
  v.capture_id,
  v.article_id,
  v.is_latest,
  v.title,
  v.byline,
  v.text,
  v.folding_text,
  v.text_sha256,
  v.draft_text,
  v.cleaned_scheme,
  v.wire_agency,
  a.host
FROM given_articles AS t
INNER JOIN article_versions AS v ON t.article_id = v.article_id
INNER JOIN articles AS a ON v.article_id = a.article_id
WHERE v.cleaned_scheme <> :scheme OR v.draft_text IS NOT NULL OR v.capture_id IN (SELECT d.capture_id FROM told AS d)
ORDER BY v.capture_id
