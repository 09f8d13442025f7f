-- Used by: pipeline.steps.votes
UPDATE article_blocks
SET in_spine = :in_spine
WHERE capture_id = :capture_id AND position = :position
