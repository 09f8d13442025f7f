-- Used by: pipeline.steps.clean
DELETE FROM rejections
WHERE reason = 'repeated_text' AND capture_id = :capture_id
