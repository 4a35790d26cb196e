-- split.lua - a tally parted by one of its columns: each label a tally of its own
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: a tally, one of its columns. Out: { label, tally } in the byte order of the labels; whoever asks closes them.
--
-- (1) Each is counted as if nobody else had been asked: the size of its design, its strata and its clusters are those of
--     its own rows. Rounds are samples of their own.
-- (2) The population of a stratum is the same in every part.

local core = require "cx.core"

local split = {}


-- What is said about a part: as about the whole, without the column.
local function describe(about, at)
  local said = {}
  for key, value in pairs(about) do said[key] = value end
  said.by, said.full, said.frame = {}, nil, nil
  for i, entry in ipairs(about.by) do
    if i ~= at then said.by[#said.by + 1] = entry end
  end
  return said
end


-- Copies the groups of the full tally, each into the tally of its label.
local function part_groups(full, at, said)
  local tally, parts, list = require "cx.tally", {}, {}
  local names, questions, bins = tally.columns(said), {}, {}
  for i, question in ipairs(said.questions) do questions[i], bins[i] = question.name, tally.bins(question) end
  for group = 1, core.tally_size(full) do
    local labels = core.tally_labels(full, group)
    local label = table.remove(labels, at)
    local part = parts[label]
    if not part then
      part = { label = label, box = assert(core.tally_new(names, questions, bins)) }
      parts[label], list[#list + 1] = part, part
    end
    assert(core.tally_add_design(part.box, core.tally_group(full, group, true)))                        -- (1)
    local code = assert(core.tally_add_group(part.box, labels, core.tally_group(full, group, true)))
    for q in ipairs(said.questions) do tally.copy_cells(full, q, group, part.box, code) end
  end
  table.sort(list, function(a, b) return a.label < b.label end)
  return list
end


-- The population of each stratum as it is written in the frame (2).
local function populations(about)
  local made, list = about.design, {}
  for group = 1, core.tally_size(about.frame) do
    local labels = core.tally_labels(about.frame, group)
    list[made.stratum and labels[1] or ""] = labels[#labels]
  end
  return list
end


-- The rows of a part by stratum, cluster and population (1).
local function frame_of(box, about, said)
  local design = require "cx.design"
  local made, columns = said.design, {}
  local names = require "cx.named".names(design.frame(made))
  for i in ipairs(design.hidden(made)) do columns[i] = #said.by + i end
  local rows = assert(core.tally_collapse(box, columns))
  if not made.population then return rows end
  local sizes, frame = populations(about), assert(core.tally_new(names, {}, {}))
  for group = 1, core.tally_size(rows) do
    local labels = core.tally_labels(rows, group)
    labels[#labels + 1] = sizes[made.stratum and labels[1] or ""]
    assert(core.tally_add_group(frame, labels, core.tally_group(rows, group, true)))
  end
  rows:close()
  assert(core.tally_settle(frame))
  return frame
end


--- The parts of a tally by the labels of one of its columns.
---@param box userdata
---@param column string
---@return { label: string, tally: userdata }[]
function split.by(box, column)
  local tally = require "cx.tally"
  local about, at = tally.about(box), nil
  for i, entry in ipairs(about.by) do at = entry.name == column and i or at end
  local list = part_groups(about.full or box, assert(at, column), describe(about, at))
  for i, part in ipairs(list) do
    local said = describe(about, at)
    assert(core.tally_settle(part.box))
    if said.design then said.frame = frame_of(part.box, about, said) end
    list[i] = { label = part.label, tally = tally.dress(part.box, said) }
  end
  return list
end


return split
