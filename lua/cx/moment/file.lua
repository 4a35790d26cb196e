-- file.lua - moments that travel: saved as text, loaded, merged
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: moments and a path. Out: a file of sums; from such files, moments again; from moments, their sum.
--
-- (1) The file is text in UTF-8, one record a line, fields parted by tabs, with the escapes of tallies (exchange.lua, 1).
-- (2) The first line is "cxlua moments 1"; the number is the version of this format.
-- (3) Head: buckets, hashed, weight, where, only (each at most once, name and value); for each variable: variable NAME TYPE
--     FROM TO DECIMALS METRIC COLUMN ROUNDED.
-- (4) Body: for each bucket with rows: bucket NUMBER ROWS; then pairwise and listwise lines of it: KIND I J N W X Y XX YY XY,
--     those without people left out. Sums are whole numbers: values in steps of 10^-DECIMALS, weights of 10^-18 or, without a
--     weight, of 1. Of hashed: whose hash mod buckets the bucket is (core/base/hash.h); "" is the record itself.
-- (5) The last line is end LINES: a file that was cut short is refused.
-- (6) Moments merge when their variables, buckets, weight and filters agree; else the difference is named.

local caller = require "cx.caller"
local complain = require "cx.complain"
local core = require "cx.core"
local moment = require "cx.moment"

local file = {}

file.MAGIC = "cxlua moments 1"

local HEAD = { "buckets", "hashed", "weight", "where", "only" }
local ESCAPE = { ["\\"] = "\\\\", ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r" }
local UNESCAPE = { ["\\"] = "\\", t = "\t", n = "\n", r = "\r" }
local KINDS = { "pairwise", "listwise" }


-- ---- writing ------------------------------------------------------------------------------------------

local function line(...)
  local fields = table.pack(...)
  for i = 1, fields.n do fields[i] = fields[i] == nil and "" or tostring(fields[i]):gsub("[\\\t\n\r]", ESCAPE) end
  return table.concat(fields, "\t") .. "\n"
end


local function write_bucket(write, box, bucket, k)
  local lines = 0
  write(line("bucket", bucket, core.moments_rows(box, bucket)))
  for _, kind in ipairs(KINDS) do
    for i = 1, k do
      for j = i, k do
        local sums = table.pack(core.moments_get(box, kind, bucket, i, j))
        if sums[1] > 0 then
          write(line(kind, i, j, table.unpack(sums, 1, sums.n)))
          lines = lines + 1
        end
      end
    end
  end
  return lines
end


local function write_all(write, box, about)
  write(file.MAGIC .. "\n# sums of products of answers, by pairs of questions; no rows\n")
  for _, name in ipairs(HEAD) do
    if about[name] ~= nil then write(line(name, about[name])) end
  end
  for i, one in ipairs(about.variables) do
    write(line("variable", one.name, one.type, one.from, one.to, one.decimals, one.metric, one.column,
      core.moments_rounded(box, i)))
  end
  local lines = 0
  for bucket = 1, about.buckets do
    if core.moments_rows(box, bucket) > 0 then lines = lines + write_bucket(write, box, bucket, #about.variables) end
  end
  write(line("end", lines))
end


--- Writes moments to a file beside its place, then renames it.
---@param box userdata
---@param about table
---@param path string
---@return true?, string?, string?
function file.save(box, about, path)
  if type(path) ~= "string" then caller.raise "save: a path is wanted" end
  if about.untold then
    caller.raise "save: moments counted with a function as where cannot be saved; write where as a text"
  end
  return require "cx.report.file".write(path, function(write) write_all(write, box, about) end)
end


-- ---- reading ------------------------------------------------------------------------------------------

local function expect(condition, message) if not condition then error(message, 0) end end


local function fields_of(text)
  local fields = {}
  for field in (text .. "\t"):gmatch "([^\t]*)\t" do
    fields[#fields + 1] = field:gsub("\\(.?)", function(sign)
      return UNESCAPE[sign] or error("an escape that is not known", 0)
    end)
  end
  return fields
end


local function whole(text, lo, hi, what)
  local n = math.tointeger(tonumber(text))
  expect(n and n >= lo and n <= hi, what .. " is wanted")
  return n
end


-- The box, made when the head has been read.
local function box_of(self)
  if not self.box then
    expect(#self.about.variables > 0 and #self.about.variables <= 64, "variables are wanted")
    local message
    self.box, message = moment.new_box(self.about.variables, self.about.buckets, self.about.weight ~= nil)
    expect(self.box, message)
    for i, one in ipairs(self.about.variables) do
      core.moments_rounded(self.box, i, one.rounded)
      one.rounded = nil
    end
    core.moments_about(self.box, self.about)
  end
  return self.box
end


local function optional(text) if text ~= "" then return tonumber(text) or error("a number is wanted", 0) end end


local read = {}


function read.variable(self, f)
  expect(not self.box and #f == 9, "a variable out of place")
  local list = self.about.variables
  list[#list + 1] = { name = f[2], type = f[3], from = optional(f[4]), to = optional(f[5]),
    decimals = whole(f[6], 0, 9, "a number of decimals"), metric = f[7] ~= "" and f[7] or nil, column = f[8],
    rounded = whole(f[9], 0, math.maxinteger, "a count") }
end


function read.bucket(self, f)
  expect(#f == 3, "a bucket and its rows are wanted")
  self.bucket = whole(f[2], 1, self.about.buckets, "a bucket")
  core.moments_rows(box_of(self), self.bucket, whole(f[3], 0, 1 << 53, "a count"))
end


local function read_sums(self, f)
  expect(self.bucket and #f == 10, "sums out of place")
  local k = #self.about.variables
  local i = whole(f[2], 1, k, "a variable")
  local added, message = core.moments_add(box_of(self), f[1], self.bucket, i, whole(f[3], i, k, "a variable"),
    whole(f[4], 1, 1 << 53, "a count"), table.unpack(f, 5, 10))
  expect(added, message)
  self.lines = self.lines + 1
end

read.pairwise, read.listwise = read_sums, read_sums


read["end"] = function(self, f)
  expect(whole(f[2], 0, math.maxinteger, "a count") == self.lines, "not as many lines as its end tells")
  box_of(self)
  self.ended = true
end


for _, name in ipairs(HEAD) do
  read[name] = function(self, f)
    expect(not self.box and #f == 2 and (name == "buckets" or self.about[name] == nil), name .. ": out of place")
    self.about[name] = name == "buckets" and whole(f[2], 1, 1024, "a number of buckets") or f[2]
  end
end


local function read_line(self, text)
  if text == "" or text:sub(1, 1) == "#" then return end
  expect(not self.ended, "a line behind the end")
  local fields = fields_of(text)
  expect(read[fields[1]], ("'%s' is no line of moments"):format(fields[1]))
  read[fields[1]](self, fields)
end


--- Reads a file of moments behind its first line; path is for messages.
---@param handle file*
---@param path string
---@return userdata?, string?, string?
function file.load(handle, path)
  local self, number = { about = { variables = {}, buckets = 1 }, lines = 0 }, 1
  for text in handle:lines() do
    number = number + 1
    local done, message = pcall(read_line, self, text)
    if not done then
      if self.box then self.box:close() end
      return nil, ("%s:%d: %s"):format(path, number, (tostring(message):gsub("^[^\n]-:%d+: ", ""))), "not_moments"
    end
  end
  if self.ended then return self.box end
  if self.box then self.box:close() end
  return nil, ("%s:%d: the file is cut short"):format(path, number), "truncated"
end


-- ---- merging ------------------------------------------------------------------------------------------

local function against(word, a, b)
  if a ~= b then return ("%s: %s against %s"):format(word, complain.show(a), complain.show(b)) end
end


--- What keeps moments from being merged, and a code; nil when nothing does (6).
---@param a table
---@param b table
---@return string?, string?
function file.difference(a, b)
  local names = require "cx.named".names
  local difference = against("variables", table.concat(names(a.variables), ", "), table.concat(names(b.variables), ", "))
  if difference then return difference, "other_questions" end
  for i, one in ipairs(a.variables) do
    for _, key in ipairs { "type", "from", "to", "decimals", "metric" } do
      difference = against(("%s of '%s'"):format(key, one.name), one[key], b.variables[i][key])
      if difference then return difference, "other_scale" end
    end
  end
  for _, name in ipairs(HEAD) do
    difference = against(name, a[name], b[name])
    if difference then return difference, "other_" .. name end
  end
  if a.untold or b.untold then return "where: a function cannot be compared with another", "other_where" end
end


--- The sum of moments, which stay as they are.
---@param list userdata[]
---@return userdata?, string?, string?
function file.merge(list)
  local about = moment.about(list[1])
  for i = 2, #list do
    local difference, code = file.difference(about, moment.about(list[i]))
    if difference then return nil, "merge: " .. difference, code end
  end
  local sum, message, code = moment.new_box(about.variables, about.buckets, about.weight ~= nil)
  for i = 1, #list do
    if not sum then return nil, message, code end
    local done
    if rawequal(list[i], sum) then break end
    done, message, code = core.moments_merge(sum, list[i])
    if not done then
      sum:close()
      return nil, message, code
    end
  end
  core.moments_about(sum, about)
  return sum
end


return file
