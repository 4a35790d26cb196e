-- transfer_spec.lua - cases to a ticket system and back
--
--   file > rows > batch > tally > metric > goal > REPORT

local child = dofile "tests/lua/child.lua"
local loop = require "cx.loop"
local shop = dofile "tests/lua/cx/loop/shop.lua"
local transfer = require "cx.loop.transfer"

local HOSTILE = { 'say "no"; or, "yes"', "two\nlines\r\nand three", "=1+1", " kept ", "'", "\t", "ä€😀", "a,b;c\td", "\\\"\\n", "-5", "007", "'=a", "''", "'s-Hertogenbosch",
                  "@SUM(A1)", "\r=1", "''-1" }


describe("transfer", function()
  local folder, ledger, plan

  before_each(function()
    folder = child.folder()
    ledger = shop.ledger(folder)
    plan = shop.plan { { when = "recommend <= 6 and ok == 'yes'", contact = "2 working days", tell = "14 days" } }
    assert(loop.open(plan, ledger))
  end)

  after_each(function()
    ledger:close()
    child.remove(folder)
  end)


  local function at(now)
    ledger:close()
    ledger = shop.ledger(folder, now)
  end


  local function rows_now()
    local rows = {}
    for i, state in ipairs(shop.cases(ledger)) do rows[i] = transfer.row(state) end
    return rows
  end


  -- Writes rows, or a text, as a file that comes back.
  local function file(rows, ending)
    local text = type(rows) == "string" and rows or ending == ".json" and transfer.json(rows) or transfer.csv(rows)
    return child.write(folder .. "/back" .. (ending or ".csv"), text)
  end


  local function import(rows, ending) return transfer.import(plan, ledger, file(rows, ending)) end


  local function events()
    local n = 0
    for _ in ledger:events() do n = n + 1 end
    return n
  end


  -- Cases in every state, with texts that break what can be broken.
  local function all_sorts()
    for i, text in ipairs(HOSTILE) do
      assert(loop.open_one(plan, ledger, { person = "p" .. i, text = text, owner = i % 2 == 0 and text or nil, cause = "system" }))
    end
    local list = shop.cases(ledger)
    local function take(i, ...)
      for _, name in ipairs { ... } do assert(loop.take(plan, ledger, { { id = list[i].id, event = name, data = {} } })) end
    end
    take(1, "contact")
    take(4, "contact", "fix")
    take(5, "tell", "reopen", "contact")
    take(6, "cannot reach")
    take(7, "fix", "tell", "confirm")
    assert(loop.take(plan, ledger, { { id = list[2].id, event = "merge", data = { into = list[1].id } } }))
    assert(loop.tell(plan, ledger, { list[8].id }, { text = "new", action = 'the "new" one,\nand more' }))
  end


  for _, ending in ipairs { ".csv", ".json" } do
    it("(1) (5): goes out and comes back as" .. ending .. " without loss, and changes nothing", function()
      all_sorts()
      local before, n = rows_now(), events()
      local read = assert(transfer.read(file(before, ending)))
      assert.equal(#before, #read)
      for i, row in ipairs(before) do
        for _, key in ipairs(transfer.FIELDS) do
          local wanted = row[key] ~= nil and tostring(row[key]) or nil
          assert.equal(wanted, read[i][key], key .. " of case " .. i)
        end
      end
      local done = assert(import(before, ending))
      assert.same({ #before, #before, 0, {} }, { done.rows, done.unchanged, done.changed, done.strangers })
      assert.equal(n, events())
      assert.same(before, rows_now())
    end)


    it("(3): takes the steps that a file tells, as" .. ending, function()
      at "2026-10-09T13:00:00Z"
      local rows = rows_now()
      rows[1].state, rows[1].contacted, rows[1].told, rows[1].action = "told", "2026-10-09", "2026-10-09T12:00:00Z", "New"
      rows[2].owner, rows[2].cause, rows[2].tell_due = "head", "people", "2026-12-01"
      rows[3].state = "fixed"
      local done = assert(import(rows, ending))
      assert.same({ 3, 3, 0 }, { done.rows, done.changed, done.unchanged })
      local list = shop.cases(ledger)
      assert.same({ "told", "2026-10-09", "2026-10-09T12:00:00Z", "New" },
        { list[1].state, list[1].contacted, list[1].told, list[1].action })
      assert.same({ "open", "head", "people", "2026-12-01" }, { list[2].state, list[2].owner, list[2].cause, list[2].tell_due })
      assert.same({ "fixed", "2026-10-09T13:00:00Z" }, { list[3].state, list[3].fixed })
      assert.is_nil(list[3].contacted)
      assert.equal(0, assert(import(rows, ending)).changed)                       -- again
    end)
  end


  it("(8): what goes to a terminal has no orders in it, and the same lines", function()
    assert.equal("a,b\nc \u{fffd}[2J \u{fffd}d\n", transfer.harmless "a,b\r\nc\t\27[2J\r\u{9b}d\n")
    assert.equal("", transfer.harmless "")
  end)


  it("(2): takes what a ticket system has: some keys, in Excel's way, and others that are left alone", function()
    local list = shop.cases(ledger)
    at "2026-10-10"
    local text = ("\u{FEFF}ticket;id;state;told\r\nT-1;%s;told;2026-10-10\r\nT-2;%s;;\r\n"):format(list[1].id, list[2].id)
    local done = assert(import(text))
    assert.same({ 2, 1, 1, { "ticket" } }, { done.rows, done.changed, done.unchanged, done.strangers })
    assert.equal("told", shop.cases(ledger)[1].state)
  end)


  it("(3): open after told is a reopening, with new times", function()
    local list = shop.cases(ledger)
    assert(loop.tell(plan, ledger, { list[1].id }, {}))
    at "2026-11-20T10:00:00Z"
    local rows = rows_now()
    rows[1].state = "open"
    assert(import(rows))
    local state = shop.cases(ledger)[1]
    assert.same({ "open", 1, "2026-11-24" }, { state.state, state.reopened, state.contact_due })
    assert.is_nil(state.told)
  end)


  it("(3): what was done after a reopening comes with it", function()
    local id = shop.cases(ledger)[1].id
    assert(loop.tell(plan, ledger, { id }, {}))
    at "2026-11-20T10:00:00Z"
    assert(import(("id,state,contacted\n%s,contacted,2026-11-18\n"):format(id)))
    local state = shop.cases(ledger)[1]
    assert.same({ "contacted", 1, "2026-11-18", "2026-11-18" }, { state.state, state.reopened, state.reopened_at, state.contacted })
    local done, message = loop.take(plan, ledger, { { id = id, event = "fix", at = "2026-11-17" } })
    assert.is_nil(done)
    assert.equal(("case %s: 2026-11-17 is before it was opened again, 2026-11-18"):format(id), message)
  end)


  it("(3): two cases may be merged, and one given up, by an import", function()
    local rows = rows_now()
    at "2026-10-10"
    rows[2].merged = rows[1].id
    rows[3].unreachable = "2026-10-10"
    assert(import(rows))
    local list = shop.cases(ledger)
    assert.same({ list[1].id, "2026-10-10", 1 }, { list[2].merged, list[3].unreachable, list[3].tries })
  end)


  it("(3) (4): what cannot be is one line with its row, and nothing is done", function()
    local list = shop.cases(ledger)
    local id, n = list[1].id, events()
    assert(loop.take(plan, ledger, { { id = list[2].id, event = "tell", at = "2026-10-09" } }))
    local told = list[2].id
    for text, message in pairs {
      ["id,state\n" .. id .. ",told\nzzzz,told\n"] = ":3: row 2: case zzzz: there is no such case; nothing was imported$",
      ["id,state\n" .. id .. ",told\n" .. id .. ",told\n"] = "row 2: case " .. id .. ": it is there twice$",
      ["id,state\n" .. id .. ",done\n"] = 'unknown state "done"',
      ["id,cause\n" .. id .. ",peple\n"] = 'unknown cause "peple"; did you mean "people"%?',
      ["id,told\n" .. id .. ",soon\n"] = 'told: a date such as "2026%-12%-31" is wanted, not "soon"$',
      ["id,told\n" .. id .. ",2026-02-30\n"] = "told: a date such as",
      ["id,told\n" .. id .. ",2026-10-01\n"] = "2026%-10%-01 is before its opening 2026%-10%-09T10:00:00Z$",
      ["id,tell_due\n" .. id .. ",2026-10-01\n"] = "tell_due 2026%-10%-01 is before its opening 2026%-10%-09$",
      ["id,opened\n" .. id .. ",2026-10-01\n"] = "opened cannot be changed: it is 2026",
      ["id,survey\n" .. id .. ",other\n"] = "survey cannot be changed: it is answers, not other$",
      ["id,told\n" .. told .. ",2026-11-01\n"] = "told is kept as 2026%-10%-09, not 2026%-11%-01$",
      ["id,state\n" .. told .. ",fixed\n"] = "it is told; to reopen it, its state is open, not fixed$",
      ["id,merged\n" .. id .. ",nowhere\n"] = "merged: there is no case nowhere$",
      ["id,merged\n" .. id .. "," .. list[3].id .. "\n"] = "is another person's",
      ["id,state\n" .. id .. ",confirmed\n"] = "the customer has not been told; tell first$",
      ["state,told\nopen,2026-10-10\n"] = "case 1: it has no id$",
    } do
      local done, trouble = import(text)
      assert.is_nil(done, text)
      assert.matches(message, trouble)
      assert.is_nil(trouble:find("\n", 1, true))
    end
    assert.equal(n + 1, events())
  end)


  it("(4): says in one line what is no file of cases", function()
    for _, case in ipairs { { '{ "id": 5 ', ".json", "it is no JSON" }, { '{ "id": "a" }', ".json", "a list of cases is wanted" },
                            { "5", ".json", "it is no JSON" }, { '[ "a" ]', ".json", "case 1 is no object" },
                            { '[ { "state": "open" } ]', ".json", "case 1: it has no id" } } do
      local done, message = import(case[1], case[2])
      assert.is_nil(done)
      assert.matches(case[3], message)
    end
    for text, message in pairs { ["id,state\nabc,\"told\n"] = "a quote is never closed", ["id,text\nabc,k\xE4yt\n"] = "it is not UTF%-8" } do
      local done, trouble = import(text)
      assert.is_nil(done)
      assert.matches(message, trouble)
    end
    for _, name in ipairs { "/none.csv", "/none.json" } do
      local done, message = transfer.import(plan, ledger, folder .. name)
      assert.is_nil(done)
      assert.matches("none", message)
    end
  end)


  it("(4): leaves out cases of the forgotten, and counts them", function()
    local rows = rows_now()
    assert(ledger:forget "anna@x.fi")
    rows[1].state, rows[3].state = "told", "told"
    local done = assert(import(rows))
    assert.same({ 2, 1, 0 }, { done.forgotten, done.changed, done.unchanged })
  end)


  it("(7): gives a spreadsheet no formula", function()
    for _, text in ipairs { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1" } do
      local line = transfer.csv { { id = "a", text = text } }:match "\r\n([^\n]*)\r\n$"
      assert.matches(",\"?'" .. text:gsub("%p", "%%%0"), line)
    end
    assert.matches(",'s%-Hertogenbosch,", transfer.csv { { id = "a", text = "'s-Hertogenbosch" } }:gsub('"', ""), nil)
  end)


  it("(6): has names only when asked for", function()
    local state = shop.cases(ledger)[1]
    assert.is_nil(transfer.csv { transfer.row(state) }:find("anna@x.fi", 1, true))
    local names = assert(loop.names(plan, ledger))
    assert.equal("anna@x.fi", transfer.row(state, names).name)
  end)
end)
