-- Used by: pipeline/steps/matching.py
-- What joins the articles of the batch to others: pairs, and judgements that two are the same.
SELECT p.left_id, p.right_id, p.relation
FROM batch_articles AS b
JOIN article_pairs AS p ON p.left_id = b.article_id
WHERE p.corpus = :corpus
UNION
SELECT p.left_id, p.right_id, p.relation
FROM batch_articles AS b
JOIN article_pairs AS p ON p.right_id = b.article_id
WHERE p.corpus = :corpus
UNION
SELECT j.left_id, j.right_id, j.verdict AS relation
FROM batch_articles AS b
JOIN judgements AS j ON j.left_id = b.article_id OR j.right_id = b.article_id
WHERE j.verdict = 'same'
