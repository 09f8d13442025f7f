-- Used by: pipeline.web.health, pipeline.web.syndication
SELECT max(article_at) AS latest_at FROM articles
