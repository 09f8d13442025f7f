-- Used by: pipeline.steps.clean.vote_groups
DELETE FROM draft_clusters
WHERE article_id = :article_id
