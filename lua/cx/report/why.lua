-- why.lua - what is believed, why it is so and what it is worth: a section each, and lines on page one
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a result with claims, why and worth (analysis.lua), the words of a language. Out: blocks; lines; requests.
--
-- (1) Each kind of outcome has its own part, why/KIND.lua: blocks(outcome, words), sentence(outcome, words), and
--     decide(outcome, words), what management must decide, where it has anything to say.
-- (2) An outcome is told by its title, its sentence in plain language, then figures: blocks. all(outcomes, words) of the
--     part, where it has one, tells the outcomes of a section together.
-- (3) Page one has a line for what drives the result, the claims that the data decide first, and what it is worth.
-- (4) Requests are of the sections in turn, so that page one, which has room for few, asks of money too.

local why = {}

local SECTIONS = { "claims", "why", "worth" }
local MOST_LINES = 3


local function part(outcome) return require("cx.report.why." .. outcome.kind) end


local function words_of(words) return require("cx.report.why.words")[words.code] end


--- Adds the sections to a document: rule (2).
function why.add(document, words, result)
  local titles = words_of(words)
  for _, key in ipairs(SECTIONS) do
    local outcomes = result[key] or {}
    if #outcomes > 0 then document[#document + 1] = { kind = "heading", level = 2, text = titles[key] } end
    for _, outcome in ipairs(outcomes) do
      if outcome.title then document[#document + 1] = { kind = "heading", level = 3, text = outcome.title } end
      document[#document + 1] = { kind = "paragraph", text = part(outcome).sentence(outcome, words) }
      for _, block in ipairs(part(outcome).blocks(outcome, words)) do document[#document + 1] = block end
    end
    local all = outcomes[1] and part(outcomes[1]).all
    for _, block in ipairs(all and all(outcomes, words) or {}) do document[#document + 1] = block end
  end
end


-- The outcomes of a section that page one names; claims that are decided come first.
local function named(outcomes, key)
  if key ~= "claims" then return { outcomes[1] } end
  local list = {}
  for _, is_open in ipairs { false, true } do
    for _, outcome in ipairs(outcomes) do
      if (outcome.verdict == "cannot tell") == is_open and #list < MOST_LINES then list[#list + 1] = outcome end
    end
  end
  return list
end


--- The lines of page one: rule (3).
---@return { label: string, text: string }[]
function why.lines(words, result)
  local titles, lines = words_of(words), {}
  for _, key in ipairs(SECTIONS) do
    local sentences = {}
    for i, outcome in ipairs(named(result[key] or {}, key)) do sentences[i] = part(outcome).sentence(outcome, words) end
    if #sentences > 0 then lines[#lines + 1] = { label = titles.line[key], text = table.concat(sentences, " ") } end
  end
  return lines
end


--- What management must decide now: rules (1) (4).
---@return string[]
function why.requests(words, result)
  local rows, list, longest = {}, {}, 0
  for i, key in ipairs(SECTIONS) do
    rows[i] = {}
    for _, outcome in ipairs(result[key] or {}) do
      local decide = part(outcome).decide
      rows[i][#rows[i] + 1] = decide and decide(outcome, words) or nil
    end
    longest = math.max(longest, #rows[i])
  end
  for turn = 1, longest do
    for _, row in ipairs(rows) do list[#list + 1] = row[turn] end
  end
  return list
end


return why
