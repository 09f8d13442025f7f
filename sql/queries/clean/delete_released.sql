-- Used by: pipeline.steps.clean.step
DELETE FROM rejections
WHERE reason = 'repeated_text' AND capture_id = :capture_id
