-- Used by: pipeline/steps/grouping.py
SELECT j.left_id, j.right_id, j.verdict, j.judged_by, j.judged_at, j.note
FROM batch_articles AS l
JOIN judgements AS j ON j.left_id = l.article_id
JOIN batch_articles AS r ON r.article_id = j.right_id
