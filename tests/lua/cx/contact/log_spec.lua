-- log_spec.lua - a contact log beside a count of rows against rows
--
--   file > rows > batch > tally > METRIC > goal > report

local cx = require "cx"
local sample = dofile "tests/lua/cx/contact/sample.lua"

local total, near = sample.total, sample.near


-- A random log: rows as plain tables, in a random order, some of them spoilt.
local function random_log(seed)
  math.randomseed(seed)
  local codes = { "asked", "met", "answered", "handed_on", "told_return", "assured", "returned", "solved", "lost", "odd", "" }
  local rows = {}
  for _ = 1, math.random(1, 120) do
    local row = { case = tostring(math.random(1, 12)), minute = math.random(0, 400) * 15, code = codes[math.random(#codes)],
                  place = ({ "web", "shop" })[math.random(2)] }
    if math.random() < 0.3 then row.due = row.minute + math.random(-4, 60) * 15 end
    if math.random() < 0.04 then row.case = "" end
    if math.random() < 0.04 then row.minute = nil end
    rows[#rows + 1] = row
    if math.random() < 0.05 then
      local twin = {}
      for key, value in pairs(row) do twin[key] = value end
      rows[#rows + 1] = twin
    end
  end
  for i = #rows, 2, -1 do
    local j = math.random(i)
    rows[i], rows[j] = rows[j], rows[i]
  end
  return rows
end


local function clock(minute)
  return minute and ("2026-03-%02dT%02d:%02d"):format(2 + minute // 1440, minute // 60 % 24, minute % 60) or "soon"
end


local function text_of(rows)
  local lines = { "case,time,event,due,place" }
  for _, row in ipairs(rows) do
    lines[#lines + 1] = table.concat({ row.case, clock(row.minute), row.code, row.due and clock(row.due) or "", row.place }, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end


-- What should come out, row against row, without any order but the minutes'.
local function expected(rows)
  local sums, dropped, cases, seen, last = {}, 0, {}, {}, -1
  local function count(name, answer)
    sums[name] = sums[name] or {}
    sums[name][answer] = (sums[name][answer] or 0) + 1
  end
  for i, row in ipairs(rows) do
    local key = row.minute and table.concat({ row.case, row.minute, row.code, row.due or "-" }, "|")
    if row.case == "" or not row.minute or seen[key] then
      dropped = dropped + 1
    else
      seen[key], cases[row.case] = true, cases[row.case] or {}
      table.insert(cases[row.case], { minute = row.minute, code = row.code, due = row.due, at = i })
    end
    if row.case ~= "" and row.minute then last = math.max(last, row.minute) end
  end
  for _, list in pairs(cases) do
    local function least(code, from)
      local best
      for _, e in ipairs(list) do
        if e.code == code and e.minute >= (from or 0) and (not best or e.minute < best) then best = e.minute end
      end
      return best
    end
    local good = least "met" and least "answered" and least "assured" and (not least "handed_on" or least "told_return")
    count("good_start", good and 1 or 0)
    count("told_return", not least "handed_on" and "-" or least "told_return" and 1 or 0)
    count("met", least "met" and 1 or 0)
    local solved, once = least "solved", 0
    if solved then
      local asked = 0
      for _, e in ipairs(list) do
        if e.code == "asked" and e.minute <= solved then asked = asked + 1 end
        if (e.code == "handed_on" or e.code == "returned") and e.minute <= solved then asked = 9 end
      end
      once = asked <= 1 and 1 or 0
    end
    count("first_contact", once)
    for _, e in ipairs(list) do
      if e.due and e.due >= e.minute then
        local best
        for _, other in ipairs(list) do
          local is_after = other.minute > e.minute or other.minute == e.minute and other.at > e.at
          if other.code == "returned" and is_after and (not best or other.minute < best) then best = other.minute end
        end
        count("outcome", best and (best <= e.due and "kept" or "late") or e.due < last and "broken" or "-")
      end
    end
    local from = least "asked"
    if not from then
      from = math.huge
      for _, e in ipairs(list) do from = math.min(from, e.minute) end
    end
    local met = least("met", from)
    count("waiting", met and (met - from) / 60 or "-")
  end
  return sums, dropped
end


local function mean_of(counts, score)
  local n, sum = 0, 0
  for answer, times in pairs(counts or {}) do
    if answer ~= "-" then n, sum = n + times, sum + times * (score and score[answer] or not score and answer or 0) end
  end
  return n, n > 0 and sum / n or nil
end


describe("contacts beside a count of rows against rows", function()
  it("(2): agree on 150 random logs", function()
    local some = 0
    for seed = 1, 150 do
      local rows = random_log(seed)
      local loki = cx.contacts { text = text_of(rows), case = "case", time = "time", event = "event", promise = "due" }
      local sums, dropped = expected(rows)
      local receipt = assert(loki:receipt())
      assert.equal(#rows - dropped, receipt.used, "seed " .. seed)
      for _, name in ipairs { "good_start", "told_return", "met", "first_contact", "waiting" } do
        local n, mean = mean_of(sums[name], name ~= "waiting" and { [0] = 0, [1] = 100 } or nil)
        if receipt.cases > 0 and n > 0 then
          local e = total(loki, name)
          assert.equal(n, e.n, name .. ", seed " .. seed)
          near(mean, e.value, name .. ", seed " .. seed, 1e-9)
          some = some + 1
        end
      end
      local n, kept = mean_of(sums.outcome, { kept = 100 })
      local e = receipt.cases > 0 and total(loki, "promises_kept") or { n = 0 }
      assert.equal(n, e.n, "promises, seed " .. seed)
      if n > 0 then near(kept, e.value, "kept, seed " .. seed) end
    end
    assert.is_true(some > 500)
  end)


  it("(7): a case is where its earliest row with a name says; the latest answer that is not blank counts", function()
    local rows = { "1,2026-03-02T12:00,solved,late shop,", "1,2026-03-02T10:00,asked,,9", "1,2026-03-02T11:00,met,web,3",
                   "1,2026-03-02T13:00,met,,", "2,2026-03-02T10:00,asked,shop,5", "2,2026-03-02T11:00,met,shop,7" }
    local loki = cx.contacts { text = "case,time,event,place,felt\n" .. table.concat(rows, "\n") .. "\n", case = "case",
      time = "time", event = "event", touchpoint = "place", questions = { felt = cx.scale { 0, 10 } } }
    local tally <close> = assert(loki.survey:tally { by = "touchpoint", of = "felt" })
    local list = {}
    for _, e in ipairs(tally:measure(cx.metric.mean "felt")) do list[e.group.touchpoint] = e.value end
    assert.same({ web = 3.0, shop = 7.0 }, { web = list.web, shop = list.shop })
    assert.is_nil(list["late shop"])
    assert.equal(1, sample.reasons(loki:receipt().repaired)["several places"])
  end)


  it("(8): a row takes some 700 bytes until the cases are judged", function()
    local rows, log = {}, require "cx.contact.log"
    for i = 1, 6000 do rows[i] = ("%d,2026-03-%02dT%02d:%02d,asked"):format(i // 3, i % 27 + 1, i % 23, i % 59) end
    local text, inside = "case,time,event\n" .. table.concat(rows, "\n") .. "\n", nil
    local read = log.read
    log.read = function(given, ...)
      inside = given
      return read(given, ...)
    end
    local loki = cx.contacts { text = text, case = "case", time = "time", event = "event" }
    assert(loki.survey:tally { of = "met" }):close()
    log.read = read
    collectgarbage()
    collectgarbage()
    local before = collectgarbage "count"
    local book = assert(log.read(inside))
    collectgarbage()
    collectgarbage()
    local bytes = (collectgarbage "count" - before) * 1024 / 6000
    assert.is_true(#book.cases > 0 and bytes > 100 and bytes < 1400, tostring(bytes))
  end)
end)
