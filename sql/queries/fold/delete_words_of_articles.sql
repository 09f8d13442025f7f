-- Used by: pipeline.steps.fold.article_words
-- takes: articles(article_id)
DELETE FROM article_words WHERE article_id IN (SELECT article_id FROM given_articles)
