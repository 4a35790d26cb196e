-- case.lua - a case judged: was it a good start, was it solved in one go, how long did it wait
--
--   file > ROWS > BATCH > tally > metric > goal > report
--
-- In: a case of the log. Out: answers by question: "1", "0", a number, or the reason why there is none.
--
-- (1) An event's own question is whether the case has it: met, answered, greeted, thanked, lost ...
-- (2) told_return asks cases that were handed on alone; others are "not handed on".
-- (3) A good start: met, and answered, and assured, and, where it was handed on, told when the expert returns. All four must
--     be there; with start = hours they count only within so many hours of the case's first row, and a case that lacks one
--     while those hours run is "not due yet".
-- (4) Solved in one go (first_contact): solved, before that neither handed on nor returned to, and asked once at most. A
--     case that is not solved is not solved in one go.
-- (5) waiting is the hours of the clock from the first `asked` (where there is none: from the first row) to the first `met`
--     at it or after; a case nobody met is "not contacted". waited is the same in bands.
-- (6) promised is the worst fate of its promises: broken, late, open, kept; none.

local allowed = require "cx.contact.allowed"
local promise = require "cx.contact.promise"
local share = require "cx.contact.share"

local case = {}

local NONE <const> = {}

--- The four criteria.
case.CRITERIA = { "met", "answered", "told_return", "assured" }


-- The moments of each event, in order.
local function moments(self)
  local at = {}
  for _, event in ipairs(self.events) do
    for _, name in ipairs(event.kind.names or NONE) do
      local list = at[name]
      if list then list[#list + 1] = event.at else at[name] = { event.at } end
    end
  end
  return at
end


local function has(self, name, until_) return self.at[name] ~= nil and (not until_ or self.at[name][1] <= until_) end


-- The last second in time of what starts at a moment of this case, by the clock that differences go by.
local function last_of(self, inside)
  return function(from, time)
    for _, event in ipairs(self.events) do
      if event.at == from then
        local wall = allowed.until_(inside, event.wall, time)
        if from == event.wall then return wall end                              -- by the wall's clock
        return wall - (inside.clock and inside.clock(wall) or event.offset or 0)
      end
    end
  end
end


-- (3)
local function good_start(self, inside, now_at)
  local last = inside.start and self.events[1].at + inside.start * 3600
  for _, name in ipairs(case.CRITERIA) do
    local applies = name ~= "told_return" or has(self, "handed_on", last)
    if applies and not has(self, name, last) then
      return last and now_at <= last and "not due yet" or "0"
    end
  end
  return "1"
end


-- (4)
local function first_contact(self)
  local solved = self.at.solved and self.at.solved[1]
  if not solved then return "0" end
  for _, name in ipairs { "handed_on", "returned" } do
    if has(self, name, solved) then return "0" end
  end
  local second = self.at.asked and self.at.asked[2]
  return second and second <= solved and "0" or "1"
end


-- (5) in seconds
local function waiting(self)
  local from = self.at.asked and self.at.asked[1] or self.events[1].at
  for _, at in ipairs(self.at.met or {}) do
    if at >= from then return at - from end
  end
end


--- The names of the bands of waiting, in order.
---@param bounds number[] hours, ascending
---@return string[]
function case.bands(bounds)
  local list = { ("0-%g h"):format(bounds[1]) }
  for i = 2, #bounds do list[i] = ("%g-%g h"):format(bounds[i - 1], bounds[i]) end
  list[#bounds + 1] = ("> %g h"):format(bounds[#bounds])
  list[#bounds + 2] = "not contacted"
  return list
end


local function band(seconds, inside)
  if not seconds then return inside.band_names[#inside.band_names] end
  for i, bound in ipairs(inside.bands) do
    if seconds <= bound * 3600 then return inside.band_names[i] end
  end
  return inside.band_names[#inside.bands + 1]
end


-- Answers that the known events alone give (1) (2).
local function of_events(self, inside, answers)
  for _, name in ipairs(inside.events) do
    answers[name] = self.at[name] and "1" or "0"
    if name == "told_return" and not self.at.handed_on then answers[name] = "not handed on" end
  end
end


--- Judges a case of the log.
---@param self table { id, events, place }
---@param inside table what cx.contacts was told
---@param now integer by the wall's clock
---@param now_at integer by the clock that differences go by
---@return table<string, string|number> answers
---@return table[] promises
---@return string[]? too_soon own shares whose `to` came before its `from`
function case.judge(self, inside, now, now_at)
  self.at, self.last = moments(self), last_of(self, inside)
  local answers, too_soon = {}, nil
  of_events(self, inside, answers)
  if inside.can.good_start then answers.good_start = good_start(self, inside, now_at) end
  if inside.can.first_contact then answers.first_contact = first_contact(self) end
  if inside.can.waiting then
    local seconds = waiting(self)
    answers.waiting, answers.waited = seconds and seconds / 3600 or "not contacted", band(seconds, inside)
  end
  local promises = inside.promise and promise.list(self.events, inside.kept_by, now) or {}
  if inside.promise then answers.promised = promise.worst(promises) end
  for _, one in ipairs(inside.shares) do
    local soon
    answers[one.name], soon = share.judge(one.made, one.name, self, now_at)
    if soon then
      too_soon = too_soon or {}
      too_soon[#too_soon + 1] = one.name
    end
  end
  return answers, promises, too_soon
end


return case
