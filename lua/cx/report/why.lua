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
-- (3) Page one has a line for what drives the result, the claims (how many of each verdict, and one: a refuted one first), and
--     what it is worth.
-- (4) Page one has room for few requests: the first of each section, so that it asks of money too.

local why = {}

local SECTIONS, REQUESTS = { "claims", "why", "worth" }, { "why", "worth", "claims" }


local function part(outcome) return require("cx.report.why." .. outcome.kind) end


local function words_of(words) return require("cx.report.why.words")[words.code] end


-- One outcome: rule (2). What is said right after the sentence of an outcome without a title joins it.
local function tell(document, words, outcome)
  if outcome.title then document[#document + 1] = { kind = "heading", level = 3, text = outcome.title } end
  local first = { kind = "paragraph", text = part(outcome).sentence(outcome, words) }
  document[#document + 1] = first
  for _, block in ipairs(part(outcome).blocks(outcome, words)) do
    if document[#document] == first and not outcome.title and block.kind == "paragraph" then
      first.text = first.text .. " " .. block.text
    else
      document[#document + 1] = block
    end
  end
end


--- Adds the sections to a document: rule (2).
function why.add(document, words, result)
  local titles = words_of(words)
  for _, key in ipairs(SECTIONS) do
    local outcomes = result[key] or {}
    if #outcomes > 0 then
      document[#document + 1] = { kind = "page" }
      document[#document + 1] = { kind = "heading", level = 2, text = titles[key] }
    end
    for _, outcome in ipairs(outcomes) do tell(document, words, outcome) end
    local all = outcomes[1] and part(outcomes[1]).all
    for _, block in ipairs(all and all(outcomes, words) or {}) do document[#document + 1] = block end
  end
end


-- How many claims have each verdict, then one of them: rule (3).
local function claims_line(words, outcomes)
  local n, first = { all = #outcomes }, {}
  for _, verdict in ipairs { "refuted", "supported", "cannot tell" } do n[verdict:gsub(" ", "_")] = 0 end
  for _, outcome in ipairs(outcomes) do
    local key = outcome.verdict:gsub(" ", "_")
    n[key], first[key] = n[key] + 1, first[key] or outcome
  end
  local one = first.refuted or first.supported or first.cannot_tell
  local sentence = part(one).sentence(one, words)
  return #outcomes == 1 and sentence or words:say(words_of(words).claims_of, #outcomes, n) .. " " .. sentence
end


--- The lines of page one: rule (3).
---@return { label: string, text: string }[]
function why.lines(words, result)
  local titles, lines = words_of(words), {}
  for _, key in ipairs(SECTIONS) do
    local outcomes = result[key] or {}
    if #outcomes > 0 then
      local text = key == "claims" and claims_line(words, outcomes) or part(outcomes[1]).sentence(outcomes[1], words)
      lines[#lines + 1] = { label = titles.line[key], text = text }
    end
  end
  return lines
end


--- What management must decide now: rules (1) (4).
---@return string[]
function why.requests(words, result)
  local list = {}
  for _, key in ipairs(REQUESTS) do
    local request
    for _, outcome in ipairs(result[key] or {}) do
      local decide = part(outcome).decide
      request = request or decide and decide(outcome, words)
    end
    list[#list + 1] = request
  end
  return list
end


return why
