-- exchange.lua - tallies that travel: saved as text, loaded, merged
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: a tally and a path. Out: a file of counts; from such files, tallies again; from tallies, their sum.
--
-- (1) The file is text in UTF-8, one record a line, fields parted by tabs; in fields \t \n \r \\ stand for tab, newline,
--     carriage return and backslash. Lines that begin with # are not read.
-- (2) The first line is "cxlua tally 1"; the number is the version of this format.
-- (3) Head: weight, where, only, buckets, public, day_order, decimal, strata, cluster, population, lonely (each at most
--     once, name and value);
--     by NAME KIND COLUMN for each column that groups (KIND: column, rule, or hour ... year);
--     question NAME TYPE FROM TO COLUMN, and after each its text, part, answer VALUE LABEL, missing CODE REASON lines.
-- (4) Body: design N W W2; with strata or clusters the frame, a line for each stratum and cluster of the sample: frame
--     LABEL... N W W2; then for each group: group LABEL... N W W2, and its cells: cell QUESTION ANSWER N W W2, where
--     QUESTION is a number from 1, ANSWER a number from 1 (answers first, then reasons for missing in the order empty,
--     short row, off scale, unreadable, declared ones) or, for several and number, the cell's text.
-- (5) The last line is end GROUPS CELLS: a file that was cut short is refused.
-- (6) W and W2 are exact decimals, so a merge gives what one pass over all rows would have given.
-- (7) Tallies merge when their by, questions, scales, time rules, weights, buckets and filters agree; else the difference
--     is named.
-- (8) A file is written beside its place and renamed: what was there before stays whole until then.
-- (9) A public file leaves out every group, and every question of a group, of fewer people than the minimum that its
--     line "public MINIMUM" tells (the call's, else the survey's own, else 10), and what would give them away
--     (privacy/counts.lua); buckets too. Its design is whole. What it keeps is measured and merged like any other. One with
--     strata or clusters is refused, since these are smaller than groups, and standard errors without them would be wrong.
--     So is one with weights: sums of few weights tell who gave an answer. weighted = false saves people alone, W = W2 = N.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local scale = require "cx.scale"
local tally = require "cx.tally"

local exchange = {}

local MAGIC = "cxlua tally 1"
local MOST_PEOPLE = 1 << 53 -- of one line
local ESCAPE = { ["\\"] = "\\\\", ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r" }
local UNESCAPE = { ["\\"] = "\\", t = "\t", n = "\n", r = "\r" }
local ABOUT = { "weight", "where", "only", "buckets", "public", "day_order", "decimal" }
local DESIGN = { { "strata", "stratum" }, { "cluster", "cluster" }, { "population", "population" }, { "lonely", "lonely" } }


-- ---- writing -----------------------------------------------------------------------------------------------

local function line(...)
  local fields = table.pack(...)
  for i = 1, fields.n do fields[i] = fields[i] == nil and "" or tostring(fields[i]):gsub("[\\\t\n\r]", ESCAPE) end
  return table.concat(fields, "\t") .. "\n"
end


local function write_question(write, question)
  write(line("question", question.name, question.type, question.from, question.to, question.column))
  if question.text then write(line("text", question.text)) end
  if question.part then write(line("part", question.part)) end
  for _, answer in ipairs(question.answers) do write(line("answer", answer.value, answer.label)) end
  for _, missing in ipairs(question.missing) do write(line("missing", missing.code, missing.reason)) end
end


local function write_head(write, about)
  write(MAGIC .. "\n# counts of survey answers: people, sum of weights, sum of squared weights; no rows\n")
  for _, name in ipairs(ABOUT) do
    if about[name] ~= nil and about[name] ~= "" then write(line(name, about[name])) end
  end
  for _, entry in ipairs(DESIGN) do
    local value = about.design and about.design[entry[2]]
    if value then write(line(entry[1], value)) end
  end
  for _, by in ipairs(about.by) do
    write(line("by", by.name, by.bucket or by.rule and "rule" or "column", by.column))
  end
  for _, question in ipairs(about.questions) do write_question(write, question) end
end


-- A group's labels and rows, under the word for its kind.
local function write_rows(write, word, box, group, people)
  local labels = core.tally_labels(box, group)
  local n, w, w2 = core.tally_group(box, group, true)
  if people then w, w2 = n, n end
  table.move({ n, w, w2 }, 1, 3, #labels + 1, labels)
  write(line(word, table.unpack(labels)))
end


-- A group and its cells; those that may be shown, as people without weights, where the file is public (9).
local function write_group(write, box, about, group, shown)
  local people = shown ~= nil and not about.weight
  write_rows(write, "group", box, group, people)
  local cells_written = 0
  for q, question in ipairs(about.questions) do
    local texts = scale.is_open(question) and core.tally_answers(box, q)
    local cells = core.tally_cells(box, q, group, true)
    if shown and not shown(group, q) then cells = {} end                                   -- (9)
    for i = 1, #cells, 4 do
      local n, w, w2 = cells[i + 1], cells[i + 2], cells[i + 3]
      if people then w, w2 = n, n end
      write(line("cell", q, texts and texts[cells[i]] or cells[i], n, w, w2))
    end
    cells_written = cells_written + #cells // 4
  end
  return cells_written
end


local function write_all(write, box, about, shown)
  local n_cells, n_groups = 0, 0
  write_head(write, about)
  local n, w, w2 = core.tally_design(box, true)
  if shown and not about.weight then w, w2 = n, n end
  write(line("design", n, w, w2))
  if about.frame then
    for group = 1, core.tally_size(about.frame) do write_rows(write, "frame", about.frame, group) end
  end
  for group = 1, core.tally_size(box) do
    if not shown or shown(group) then
      n_groups, n_cells = n_groups + 1, n_cells + write_group(write, box, about, group, shown)
    end
  end
  write(line("end", n_groups, n_cells))
end


-- What is said about a public file (9).
local function public_about(about, minimum)
  local made = {}
  for key, value in pairs(about) do made[key] = value end
  made.public, made.buckets, made.full, made.weight = minimum, nil, nil, nil
  return made
end


-- The least number of people of a public file; nil for one that stays in the house.
local function public_minimum(about, options)
  caller.known("option of save", options, { "public", "minimum", "weighted" })
  if options.minimum ~= nil then require "cx.privacy".check_minimum(options.minimum, "minimum") end
  if options.public ~= nil and type(options.public) ~= "boolean" then caller.raise "public: true or false is wanted" end
  if options.minimum and not options.public then caller.raise "minimum: goes with public = true" end
  if options.public and about.design then
    caller.raise "save: counts by strata and clusters are not for the public; publish estimates instead"
  end
  if options.weighted ~= nil and (options.weighted ~= false or not options.public) then
    caller.raise "weighted: false is wanted, with public = true"
  end
  if options.public and about.weight and options.weighted == nil then
    caller.raise("save: sums of a few people's weights tell who they are; for the public save people alone: "
      .. "{ public = true, weighted = false }")
  end
  if not options.public then return nil end
  local own = about.survey and require "cx.privacy.goals".minimum(about.survey)
  return options.minimum or about.public or own or require "cx.privacy".MINIMUM
end


--- Writes a tally to a file (8); with public = true one that gives nobody away (9).
---@param box userdata
---@param about table
---@param path string
---@param options? { public?: boolean, minimum?: integer, weighted?: false }
---@return true?, string?, string?
function exchange.save(box, about, path, options)
  if type(path) ~= "string" then caller.raise "save: a path is wanted" end
  local minimum = public_minimum(about, options or {})
  if about.untold then
    caller.raise "save: a tally counted with a function as where cannot be saved; write where as a text"
  end
  local shown = minimum and require "cx.privacy.counts".shown(box, about, minimum)
  local from = minimum and box or about.full or box
  if minimum then about = public_about(about, minimum) end
  return require "cx.report.file".write(path, function(write) write_all(write, from, about, shown) end)
end


-- ---- reading -----------------------------------------------------------------------------------------------

local function unescape(field)
  return (field:gsub("\\(.?)", function(sign) return UNESCAPE[sign] or error("an escape that is not known", 0) end))
end


local function fields_of(text)
  local fields = {}
  for field in (text .. "\t"):gmatch "([^\t]*)\t" do
    fields[#fields + 1] = field:find("\\", 1, true) and unescape(field) or field
  end
  return fields
end


local function expect(condition, message) if not condition then error(message, 0) end end


local function count_of(fields, at)
  local n = math.tointeger(tonumber(fields[at]))
  expect(n and n >= 0 and n <= MOST_PEOPLE, "a count is wanted")
  expect(fields[at + 1] and fields[at + 2] and #fields == at + 2, "a count with two sums is wanted")
  expect(not fields[at + 1]:find "-" and not fields[at + 2]:find "-", "sums of weights are not negative")
  return n, fields[at + 1], fields[at + 2]
end


-- What to do with each kind of line; self is what has been read so far.
local read = {}


local function set_about(self, fields)
  local name, value = fields[1], fields[2]
  expect(#fields == 2 and self.about[name] == nil and not self.box, "'" .. name .. "' is out of place")
  if name == "buckets" then
    value = math.tointeger(tonumber(value))
    expect(value and value >= 2 and value <= 1024, "buckets: a number from 2 to 1024 is wanted")
  end
  if name == "public" then
    value = math.tointeger(tonumber(value))
    expect(value and value >= 1, "public: the least number of people is wanted")
  end
  self.about[name] = value
end

for _, name in ipairs(ABOUT) do read[name] = set_about end


local function set_design(self, fields)
  local name, value = fields[1], fields[2]
  expect(#fields == 2 and self.roles[name] == nil and not self.box, "'" .. name .. "' is out of place")
  self.roles[name] = value
end

for _, entry in ipairs(DESIGN) do read[entry[1]] = set_design end


local UNITS = { hour = true, day = true, week = true, month = true, quarter = true, ["half-year"] = true, year = true }


function read.by(self, fields)
  local kind = fields[3]
  expect(#fields == 4 and not self.box and #self.about.by < 8, "'by' is out of place")
  expect(kind == "column" or kind == "rule" or UNITS[kind], "by: a column, a rule or a time bucket is wanted")
  table.insert(self.about.by, { name = fields[2], column = fields[4], bucket = UNITS[kind] and kind or nil,
                                rule = kind == "rule" or nil })
end


local TYPES = { score = true, names = true, several = true, number = true }


function read.question(self, fields)
  local _, name, kind, from, to, column = table.unpack(fields)
  expect(#fields == 6 and not self.box, "'question' is out of place")
  expect(TYPES[kind], "a question of an unknown type")
  expect(not self.about.index[name], "a question comes twice")
  if kind == "score" then
    from, to = math.tointeger(tonumber(from)), math.tointeger(tonumber(to))
    expect(from and to and from <= to and to - from < 10000, "a scale from a whole number to another is wanted")
  else
    from, to = tonumber(from), tonumber(to)
  end
  local question = { kind = "question", name = name, type = kind, from = from, to = to, column = column,
                     answers = {}, missing = {}, codes = {} }
  table.insert(self.about.questions, question)
  self.about.index[name] = #self.about.questions
end


local function latest(self, word)
  local question = self.about.questions[#self.about.questions]
  expect(question and not self.box, "'" .. word .. "' is out of place")
  return question
end


function read.text(self, fields) latest(self, "text").text = fields[2] end


function read.part(self, fields) latest(self, "part").part = fields[2] end


function read.answer(self, fields)
  local question, value = latest(self, "answer"), fields[2]
  if question.type == "score" then value = math.tointeger(tonumber(value)) end
  expect(value and #fields == 3 and #question.answers < 10000, "an answer is wanted")
  table.insert(question.answers, { value = value, label = fields[3] })
end


function read.missing(self, fields)
  expect(#fields == 3, "a code and its reason are wanted")
  table.insert(latest(self, "missing").missing, { code = fields[2], reason = fields[3] })
end


-- The head is whole: makes the empty tally.
function read.design(self, fields)
  expect(not self.box, "'design' comes twice")
  local names, bins, by = {}, {}, {}
  for i, question in ipairs(self.about.questions) do
    scale.place_reasons(question)
    if question.type == "score" then
      expect(#question.answers == question.to - question.from + 1, ("question '%s' lacks answers"):format(question.name))
    end
    names[i], bins[i] = question.name, tally.bins(question)
  end
  local made, message = require "cx.design".of(self.roles, self.roles.lonely)
  expect(not message, message)
  self.about.design = made
  if made then
    for i, entry in ipairs(require "cx.design".frame(made)) do by[i] = entry.name end
    self.about.frame, by = assert(core.tally_new(by, {}, {})), {}
  end
  table.move(tally.columns(self.about), 1, #tally.columns(self.about), 1, by)
  self.width = #by
  self.box = assert(core.tally_new(by, names, bins))
  assert(core.tally_add_design(self.box, count_of(fields, 2)))
end


function read.frame(self, fields)
  expect(self.about.frame and not self.group, "'frame' is out of place")
  local width = #require "cx.design".frame(self.about.design)
  local n, w, w2 = count_of(fields, width + 2)
  assert(core.tally_add_group(self.about.frame, table.move(fields, 2, width + 1, 1, {}), n, w, w2))
end


function read.group(self, fields)
  expect(self.box, "a group before the design")
  local n, w, w2 = count_of(fields, self.width + 2)
  self.group = assert(core.tally_add_group(self.box, table.move(fields, 2, self.width + 1, 1, {}), n, w, w2))
  self.n_groups = self.n_groups + 1
end


function read.cell(self, fields)
  expect(self.group, "a cell before its group")
  local q = math.tointeger(tonumber(fields[2]))
  local question = q and self.about.questions[q]
  expect(question, "a cell of no question")
  local answer = fields[3]
  if not scale.is_open(question) then answer = math.tointeger(tonumber(answer)) end
  expect(answer, "a cell of no answer")
  assert(core.tally_add_cell(self.box, q, self.group, answer, count_of(fields, 4)))
  self.n_cells = self.n_cells + 1
end


read["end"] = function(self, fields)
  expect(self.box, "an end without a design")
  expect(tonumber(fields[2]) == self.n_groups and tonumber(fields[3]) == self.n_cells, "groups or cells are missing")
  self.ended = true
end


local function read_line(self, text)
  expect(not self.ended, "lines after the end")
  local fields = fields_of(text)
  local reader = read[fields[1]]
  expect(reader, "a line of an unknown kind")
  reader(self, fields)
end


-- What an error of reading says, without the place in our own code.
local function plain(message)
  return (tostring(message):gsub("^[^\n]-%.lua:%d+: ", ""):gsub("^bad argument #%d+ to '[^']*' %((.*)%)$", "%1"))
end


local function read_file(file, path)
  local self = { about = { by = {}, questions = {}, index = {} }, roles = {}, n_groups = 0, n_cells = 0 }
  local number = 1
  local first = file:read "l"
  if first == "cxlua moments 1" then return require "cx.moment.file".load(file, path) end
  if first ~= MAGIC then
    return nil, ("%s:1: no saved tally of this version; its first line would be '%s'"):format(path, MAGIC), "not_tally"
  end
  for text in file:lines "l" do
    number = number + 1
    if text:sub(1, 1) ~= "#" then
      local done, message = pcall(read_line, self, text)
      if not done then return nil, ("%s:%d: %s"):format(path, number, plain(message)), "not_tally" end
    end
  end
  if not self.ended then return nil, ("%s:%d: the file is cut short"):format(path, number), "truncated" end
  local settled, message = core.tally_settle(self.box)
  if settled and self.about.frame then settled, message = core.tally_settle(self.about.frame) end
  if not settled then return nil, ("%s: %s"):format(path, message), "not_tally" end
  return tally.dress(self.box, self.about)
end


--- A saved tally, or saved moments.
---@param path string
---@return userdata?, string?, string?
function exchange.load(path)
  if type(path) ~= "string" then caller.raise "cx.load: a path is wanted" end
  if not core.file_exists(path) then return nil, path .. ": there is no such file", "no_file" end
  local file, why = io.open(path, "rb")
  if not file then return nil, (tostring(why):lower()), "not_readable" end
  local box, message, code = read_file(file, path)
  file:close()
  return box, message, code
end


-- ---- merging -----------------------------------------------------------------------------------------------

local function against(word, a, b)
  if a ~= b then return ("%s: %s against %s"):format(word, complain.show(a), complain.show(b)) end
end


local function scale_of(question)
  local parts = { question.type }
  if question.from then parts[#parts + 1] = ("from %s to %s"):format(question.from, question.to) end
  if question.type == "names" or question.type == "several" then
    for _, answer in ipairs(question.answers) do parts[#parts + 1] = tostring(answer.value) end
  end
  for _, missing in ipairs(question.missing) do
    parts[#parts + 1] = ("missing %s = %s"):format(missing.code, missing.reason)
  end
  return table.concat(parts, ", ")
end


local function names_of(list) return table.concat(require "cx.named".names(list), ", ") end


local function other_by(a, b)
  local difference = against("by", names_of(a.by), names_of(b.by))
  if difference then return difference, "other_by" end
  local has_time = false
  for i, by in ipairs(a.by) do
    difference = against(("time rule of '%s'"):format(by.name), by.bucket, b.by[i].bucket)
    if difference then return difference, "other_time" end
    has_time = has_time or by.bucket ~= nil
  end
  if has_time and (a.day_order or "") ~= "" and (b.day_order or "") ~= "" then
    return against("time rule: day_order", a.day_order, b.day_order), "other_time"
  end
end


local function other_questions(a, b)
  local difference = against("questions", names_of(a.questions), names_of(b.questions))
  if difference then return difference, "other_questions" end
  for i, question in ipairs(a.questions) do
    difference = against(("scale of '%s'"):format(question.name), scale_of(question), scale_of(b.questions[i]))
    if difference then return difference, "other_scale" end
    if scale.is_open(question) and question.type == "number" then
      difference = against("decimal", a.decimal, b.decimal)
      if difference then return difference, "other_scale" end
    end
  end
end


--- What keeps two tallies from being merged, and a code; nil when nothing does (7).
---@param a table
---@param b table
---@return string?, string?
function exchange.difference(a, b)
  local difference, code = other_by(a, b)
  if not difference then difference, code = other_questions(a, b) end
  if difference then return difference, code end
  for _, name in ipairs { "buckets", "weight", "where", "only" } do
    difference = against(name, a[name], b[name])
    if difference then return difference, "other_" .. name end
  end
  for _, entry in ipairs(DESIGN) do
    local x, y = a.design and a.design[entry[2]], b.design and b.design[entry[2]]
    difference = against(entry[1], x, y)
    if difference then return difference, "other_design" end
  end
  if a.untold or b.untold then return "where: a function cannot be compared with another", "other_where" end
end


-- The sum of boxes of one shape, as a new box.
local function add_up(boxes, n_by)
  local sum, message, code = core.tally_collapse(boxes[1], tally.count_up(n_by))
  if not sum then return nil, message, code end
  for i = 2, #boxes do
    local done
    done, message, code = core.tally_merge(sum, boxes[i])
    if not done then return nil, message, code end
  end
  local settled
  settled, message, code = core.tally_settle(sum)
  if not settled then return nil, message, code end
  return sum
end


--- The sum of tallies, or of moments, which stay as they are.
---@param first userdata
---@param ... userdata
---@return userdata?, string?, string?
function exchange.merge(first, ...)
  local list = type(first) == "table" and first or { first, ... }
  if #list == 0 then caller.raise "cx.merge: tallies are wanted" end
  if require "cx.moment".is(list[1]) then return require "cx.moment.file".merge(list) end
  local about = tally.about(list[1])
  local copy, full, frames = {}, {}, {}
  for key, value in pairs(about) do copy[key] = value end
  for i, one in ipairs(list) do
    local other = tally.about(one)
    local difference, code = exchange.difference(about, other)
    if difference then return nil, "merge: " .. difference, code end
    if other.survey ~= about.survey then copy.survey = nil end
    if i > 1 then copy.people = nil end -- who is in two of them nobody knows
    copy.public = copy.public and other.public and math.min(copy.public, other.public)     -- (9)
    full[i], frames[i] = other.full or one, other.frame
  end
  local sum, message, code = add_up(full, #tally.columns(about))
  if sum and about.frame then
    copy.frame, message, code = add_up(frames, #require "cx.design".frame(about.design))
  end
  if message then return nil, message, code end
  copy.full = nil
  return tally.dress(sum, copy)
end


return exchange
