-- The former name of boilerplate_by_host, with the same columns. It goes with the next release.
--
-- host, articles, blocks, boilerplate_blocks, other_story_blocks, background_blocks, removed_characters, removed_share,
-- learned, confirmed, vetoed   as there
CREATE VIEW furniture_by_host AS
SELECT
  host,
  articles,
  blocks,
  boilerplate_blocks,
  other_story_blocks,
  background_blocks,
  removed_characters,
  removed_share,
  learned,
  confirmed,
  vetoed
FROM boilerplate_by_host
