-- journey.lua - which way customers go, told: a sentence, a picture, tables of touchpoints, paths, times, feelings
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the outcome of cx.journey, the words of a language. Out: blocks, a sentence, what to decide.
--
-- (1) Shares have one decimal, their intervals beside them (of touchpoints whole percents, to fit a line); what is hidden is
--     a dash, as is what is empty. The most common paths stand alone, MOST_PATHS of them.
-- (2) The picture has the most travelled ways, MOST_WAYS of them, and the touchpoints that they join; the tables have them all.
-- (3) To decide: a peak that is elsewhere than planned; else the touchpoint where most journeys that come there are lost.

local lang = require "cx.lang"
local texts = require "cx.report.why.words.journey"

local journey = {}

local MOST_WAYS, MOST_NODES, MOST_STEPS, MOST_SHOWN, MOST_PATHS = 28, 14, 15, 24, 10
local LOST = 25 -- percent of the journeys that come there


-- ---- words ---------------------------------------------------------------------------------------------

local function text_of(words) return texts[words.code] end


local function percent(words, one) return one and one.value and words:percent(one.value, 1) or "–" end


local function between(words, one)
  return one and one.low and words:range(one.low, one.high, 1) .. words.format.percent or ""
end


local function range(words, one, decimals) return one and one.low and words:range(one.low, one.high, decimals) or "" end


-- A span in its own unit: 3.5 d, 2.0 h, 12 min, 40 s; none at all is a dash.
local function span(words, seconds)
  local units = text_of(words).units
  if not seconds or seconds == 0 then return "–" end
  for _, unit in ipairs { { "d", 86400, 1 }, { "h", 3600, 1 }, { "min", 60, 0 } } do
    if seconds >= 2 * unit[2] then return ("%s %s"):format(words:number(seconds / unit[2], unit[3]), units[unit[1]]) end
  end
  return ("%s %s"):format(words:number(seconds, 0), units.s)
end


local function aim_of(outcome)
  return outcome.aim and table.concat(outcome.aim, " / ") or ""
end


-- A path; of a long one the beginning, and of how many.
local function path_text(path)
  if #path <= MOST_SHOWN then return table.concat(path, " → ") end
  return ("%s → … (%d)"):format(table.concat(path, " → ", 1, MOST_SHOWN), #path)
end


local function head(titles, keys)
  local columns = {}
  for i, key in ipairs(keys) do
    columns[i] = { title = titles[key:gsub("%d$", "")], align = i > 1 and key ~= "to" and key ~= "planned" and "right" or nil,
                   quiet = key:find "interval" ~= nil, near = key:find "interval" ~= nil, header = i == 1 }
  end
  return columns
end


local function table_of(titles, keys, rows, caption, note)
  local block = { kind = "table", caption = caption, columns = head(titles, keys), rows = {}, note = note }
  for i, cells in ipairs(rows) do
    block.rows[i] = {}
    for j, key in ipairs(keys) do block.rows[i][j] = cells[key] or "" end
  end
  return block
end


-- ---- the sentence ----------------------------------------------------------------------------------------

local function peak_text(outcome, words)
  local peak = outcome.feeling and outcome.feeling.peak
  if not (peak and peak.verdict) then return nil end
  local first = peak.observed[1]
  return lang.fill(text_of(words).peak[peak.verdict],
    { name = first and first.name, planned = table.concat(peak.planned, " / ") })
end


--- One sentence, figures first.
---@return string
function journey.sentence(outcome, words)
  local text, parts = text_of(words), {}
  if outcome.hidden then return lang.fill(text.hidden, { minimum = outcome.minimum }) end
  if outcome.cases == 0 then return text.none end
  local aim = outcome.shares.conversion
  if aim and aim.value then
    parts[1] = lang.fill(text.converts, { share = percent(words, aim), range = between(words, aim), aim = aim_of(outcome) })
  end
  local first = outcome.variants[1]
  parts[#parts + 1] = first and lang.fill(text.path, { share = percent(words, first.share), range = between(words, first.share),
                                                       path = path_text(first.path) }) or text.no_path
  parts[#parts + 1] = peak_text(outcome, words)
  return lang.fill(text.sentence, { cases = words:number(outcome.cases), events = words:number(outcome.events),
                                    most = table.concat(parts, text.joined) })
end


-- The touchpoint that surely loses most (3).
local function leak(outcome)
  local worst
  for _, one in ipairs(outcome.activities or {}) do
    local drop = one.drop_off
    if drop and drop.low and drop.low > LOST and (not worst or drop.value > worst.drop_off.value) then worst = one end
  end
  return worst
end


--- What management must decide (3).
---@return string?
function journey.decide(outcome, words)
  local text, peak = text_of(words), outcome.feeling and outcome.feeling.peak
  if peak and peak.verdict == "elsewhere" then
    local first = peak.observed[1]
    return lang.fill(text.decide.peak, { planned = table.concat(peak.planned, " / "), name = first.name,
      share = percent(words, first.share), range = between(words, first.share) })
  end
  local one = leak(outcome)
  return one and lang.fill(text.decide.drop, { name = one.name, share = percent(words, one.drop_off),
    range = between(words, one.drop_off), aim = aim_of(outcome) })
end


-- ---- the picture (2) ---------------------------------------------------------------------------------------

local function picture(outcome, words)
  local text, nodes, ways, known, told = text_of(words), {}, {}, {}, {}
  nodes[1] = { id = 0, label = text.start, is_start = true }
  for i = 1, math.min(MOST_NODES, #outcome.activities) do
    local one = outcome.activities[i]
    nodes[#nodes + 1] = { id = one.name, label = one.name, text = one.cases and words:number(one.cases) or "–" }
    known[one.name] = true
  end
  nodes[#nodes + 1] = { id = -1, label = text.finish, is_finish = true }
  for _, step in ipairs(outcome.steps) do
    local fits = (step.start or known[step.from]) and (step.finish or known[step.to])
    if fits and #ways < MOST_WAYS then
      ways[#ways + 1] = { from = step.start and 0 or step.from, to = step.finish and -1 or step.to, n = step.n,
                          text = words:number(step.n) }
      told[#told + 1] = ("%s → %s: %s"):format(step.start and text.start or step.from, step.finish and text.finish or step.to,
        words:number(step.n))
    end
  end
  if #ways == 0 then return nil end
  local joined = { [0] = true, [-1] = true }
  for _, way in ipairs(ways) do joined[way.from], joined[way.to] = true, true end
  for i = #nodes, 1, -1 do
    if not joined[nodes[i].id] then table.remove(nodes, i) end                                       -- (2)
  end
  return { kind = "chart", chart = "journey", picture = "cx.report.why.journey_svg", title = text.picture, nodes = nodes,
           ways = ways, summary = text.picture_note, description = table.concat(told, "; ") }
end


-- ---- tables --------------------------------------------------------------------------------------------------

-- A share in whole percents, its interval in brackets.
local function whole(words, one)
  if not (one and one.value) then return "–" end
  return one.low and ("%s (%s)"):format(words:percent(one.value), words:range(one.low, one.high)) or words:percent(one.value)
end


local function touchpoint_table(outcome, words)
  local text, rows, keys = text_of(words), {}, { "name", "cases", "share", "again", "drop" }
  for i, one in ipairs(outcome.activities) do
    rows[i] = { name = one.name, cases = words:number(one.cases), share = whole(words, one.reached),
                again = whole(words, one.repeated), drop = whole(words, one.drop_off or one.last),
                feeling = one.feeling and words:number(one.feeling.value, 2) or "–",
                feeling_interval = range(words, one.feeling, 2) }
  end
  if outcome.feeling then table.move({ "feeling", "feeling_interval" }, 1, 2, #keys + 1, keys) end
  local method = outcome.shares.single.method
  for _, one in ipairs(outcome.activities) do method = method or one.reached.method end
  local note = { lang.fill(outcome.aim and text.drop_note or text.end_note, { aim = aim_of(outcome) }),
                 lang.fill(text.note, { cases = words:number(outcome.cases), method = method or "–" }) }
  if outcome.minimum > 1 then note[3] = lang.fill(text.hidden_note, { minimum = outcome.minimum }) end
  return table_of(text.columns, keys, rows, text.touchpoints, table.concat(note, " "))
end


local function path_table(outcome, words)
  local text, rows, others = text_of(words), {}, outcome.other_cases
  for i, one in ipairs(outcome.variants) do
    if i > MOST_PATHS then
      others = others + one.cases
    else
      rows[i] = { path = path_text(one.path), cases = words:number(one.cases), share = percent(words, one.share),
                  interval = between(words, one.share), time = span(words, one.mean_time) }
    end
  end
  if others > 0 then
    rows[#rows + 1] = { path = outcome.minimum > 1 and text.other_hidden or text.other,
                        cases = words:number(others),
                        share = words:percent(100 * others / outcome.cases, 1) }
  end
  return table_of(text.path_columns, { "path", "cases", "share", "interval", "time" }, rows, text.paths)
end


local function step_table(outcome, words)
  local text, rows = text_of(words), {}
  for _, step in ipairs(outcome.steps) do
    if step.times and #rows < MOST_STEPS then
      rows[#rows + 1] = { from = step.from, to = step.to, n = words:number(step.n), quarter = span(words, step.times.quarter),
                          median = span(words, step.times.median), high = span(words, step.times.high) }
    end
  end
  if #rows == 0 then return nil end
  local note = { lang.fill(text.times, { median = span(words, outcome.times.median), high = span(words, outcome.times.high) }) }
  if outcome.converting then
    note[2] = lang.fill(text.converting, { aim = aim_of(outcome), median = span(words, outcome.converting.median) })
  end
  note[#note + 1] = text.step_note
  return table_of(text.step_columns, { "from", "to", "n", "quarter", "median", "high" }, rows, text.steps,
    table.concat(note, " "))
end


local function share_table(outcome, words)
  local text, rows = text_of(words), {}
  local function add(key, one, name)
    if not one then return end
    local label = lang.fill(text.share_names[key], { aim = aim_of(outcome), name = name })
    rows[#rows + 1] = { name = label, share = percent(words, one), interval = between(words, one), n = words:number(one.n) }
  end
  for _, key in ipairs { "conversion", "without_human", "rework", "direct", "back", "single" } do
    add(key, outcome.shares[key])
  end
  for _, key in ipairs { "with", "without" } do add(key, outcome.by_human and outcome.by_human[key]) end
  for _, phase in ipairs(outcome.phases or {}) do
    add("phase", phase.share, words.phase and words.phase[phase.name] or phase.name)
  end
  return table_of(text.share_columns, { "name", "share", "interval", "n" }, rows, text.shares)
end


local function removal_table(outcome, words)
  local text, rows = text_of(words), {}
  for i, one in ipairs(outcome.removal) do
    rows[i] = { name = one.name, value = words:percent(100 * one.value, 1), share = words:percent(100 * one.share, 1),
                interval = one.low and words:range(100 * one.low, 100 * one.high, 1) .. words.format.percent }
  end
  local note = lang.fill(text.removal_note, { aim = aim_of(outcome),
    level = words:plain(100 * outcome.confidence) .. words.format.percent })
  return table_of(text.removal_columns, { "name", "value", "interval", "share" }, rows, text.removal, note)
end


local function feeling_blocks(outcome, words, blocks)
  local text, felt, rows = text_of(words), outcome.feeling, {}
  local fit = felt.fit
  for i, one in ipairs(felt.means) do
    local weight = fit and fit.weights and fit.weights[i]
    rows[i] = { name = text.moments[one.name], mean = words:number(one.value, 2), mean_interval = range(words, one, 2),
                weight = weight and (words:number(weight.value, 2) or "–"), weight_interval = range(words, weight, 2) }
  end
  local keys = { "name", "mean", "mean_interval", fit and fit.weights and "weight", fit and fit.weights and "weight_interval" }
  blocks[#blocks + 1] = table_of(text.moment_columns, keys, rows, text.feeling,
    lang.fill(text.fit_note, { n = words:number(fit and fit.n or felt.n), neutral = words:plain(felt.neutral, 2) }))
  if fit then
    local gain = fit.gain
    blocks[#blocks + 1] = { kind = "paragraph", text = lang.fill(text.verdict[fit.verdict], { n = words:number(fit.n),
      gain = gain and words:number(gain.value, 3), range = gain and words:range(gain.low, gain.high, 3) }) }
  end
  if #felt.peak.observed == 0 then return end
  rows = {}
  for i, one in ipairs(felt.peak.observed) do
    rows[i] = { name = one.name, share = percent(words, one.share), interval = between(words, one.share),
                planned = one.planned and text.planned or "" }
  end
  keys = { "name", "share", "interval", felt.peak.planned and "planned" }
  blocks[#blocks + 1] = table_of(text.peak_columns, keys, rows, text.peaks)
end


--- The figures under the sentence.
---@return table[]
function journey.blocks(outcome, words)
  local blocks, text = {}, text_of(words)
  if outcome.activities and #outcome.activities > 0 then
    blocks[1] = picture(outcome, words)
    blocks[#blocks + 1] = share_table(outcome, words)
    blocks[#blocks + 1] = touchpoint_table(outcome, words)
    if #outcome.variants > 0 then blocks[#blocks + 1] = path_table(outcome, words) end
    blocks[#blocks + 1] = step_table(outcome, words)
    if outcome.removal and #outcome.removal > 0 then blocks[#blocks + 1] = removal_table(outcome, words) end
    if outcome.feeling then feeling_blocks(outcome, words, blocks) end
  end
  for _, note in ipairs(outcome.notes) do
    blocks[#blocks + 1] = { kind = "paragraph", text = lang.fill(text.notes[note.code], { n = note.n and words:number(note.n),
                                                                                          name = note.name }) }
  end
  return blocks
end


return journey
