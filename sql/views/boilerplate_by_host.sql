-- What was left out of each host's pages, boilerplate and parts of other stories, in each article's latest version.
--
-- host                   '*' counts what was learned across hosts
-- articles, blocks       held of this host
-- boilerplate_blocks, other_story_blocks, background_blocks   blocks with that label
-- removed_characters     in boilerplate and other_story blocks
-- removed_share          of all characters of all blocks, 0 to 1
-- learned, confirmed, vetoed   blocks of boilerplate_blocks by their status; not those that stay in the text
CREATE VIEW boilerplate_by_host AS
WITH labelled AS (
  SELECT
    b.host,
    COUNT(DISTINCT b.article_id) AS articles,
    COUNT(*) AS blocks,
    COUNT(CASE WHEN b.label = 'boilerplate' THEN 1 END) AS boilerplate_blocks,
    COUNT(CASE WHEN b.label = 'other_story' THEN 1 END) AS other_story_blocks,
    COUNT(CASE WHEN b.label = 'background' THEN 1 END) AS background_blocks,
    SUM(LENGTH(b.text)) AS characters,
    SUM(CASE WHEN b.label IN ('boilerplate', 'other_story') THEN LENGTH(b.text) ELSE 0 END) AS removed_characters
  FROM article_blocks AS b
  INNER JOIN article_versions AS v ON b.capture_id = v.capture_id AND v.is_latest = 1
  GROUP BY b.host
),

known AS (
  SELECT
    host,
    COUNT(CASE WHEN status = 'learned' AND kind NOT IN ('below_threshold', 'list_only') THEN 1 END) AS learned,
    COUNT(CASE WHEN status = 'confirmed' THEN 1 END) AS confirmed,
    COUNT(CASE WHEN status = 'vetoed' THEN 1 END) AS vetoed
  FROM boilerplate_blocks
  GROUP BY host
),

hosts AS (
  SELECT host FROM labelled
  UNION
  SELECT host FROM known
)

SELECT
  h.host,
  COALESCE(l.articles, 0) AS articles,
  COALESCE(l.blocks, 0) AS blocks,
  COALESCE(l.boilerplate_blocks, 0) AS boilerplate_blocks,
  COALESCE(l.other_story_blocks, 0) AS other_story_blocks,
  COALESCE(l.background_blocks, 0) AS background_blocks,
  COALESCE(l.removed_characters, 0) AS removed_characters,
  COALESCE(l.removed_characters * 1.0 / NULLIF(l.characters, 0), 0.0) AS removed_share,
  COALESCE(k.learned, 0) AS learned,
  COALESCE(k.confirmed, 0) AS confirmed,
  COALESCE(k.vetoed, 0) AS vetoed
FROM hosts AS h
LEFT JOIN labelled AS l ON h.host = l.host
LEFT JOIN known AS k ON h.host = k.host
