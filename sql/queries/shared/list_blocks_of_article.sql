-- Used by: pipeline.cli.show, pipeline.web.articles
SELECT
  article_blocks.position,
  article_blocks.kind,
  article_blocks.region,
  article_blocks.label,
  article_blocks.rule,
  article_blocks.text,
  article_blocks.lines,
  article_blocks.other_article_id
FROM article_blocks
WHERE article_blocks.article_id = :article_id AND article_blocks.version = :version
ORDER BY article_blocks.position
