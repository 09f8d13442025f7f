-- Used by: pipeline.steps.clean.block_votes, pipeline.steps.clean.decide
-- takes: known(host, fingerprint)
-- The articles that carry one of these blocks as text, or begin a line with it; host '*' stands for all hosts.
SELECT DISTINCT b.article_id
FROM given_known AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.fingerprint AND (t.host = '*' OR t.host = b.host)
UNION
SELECT DISTINCT b.article_id
FROM given_known AS t
INNER JOIN article_blocks AS b ON t.fingerprint = b.prefix_fingerprint AND t.host = b.host
