-- Used by: pipeline.steps.clean.step
DELETE FROM draft_clusters
WHERE article_id IN (SELECT article_id FROM emptied)
