-- guess_spec.lua - guess: surveys of files, their language, what a draft does when a role is in its way

local guess = require "cx.guess"

local folder


local function file(name, lines)
  local path = folder .. "/" .. name
  local handle <close> = assert(io.open(path, "wb"))
  handle:write(table.concat(lines, "\n"), "\n")
  return path
end


local function drafted(paths, options)
  local surveys = assert(guess.look(paths))
  for _, one in ipairs(surveys) do assert(guess.roles(one, options and options.wishes)) end
  return guess.write(surveys, { today = options and options.today or "2026-11-21", language = options and options.language })
end


local function rows(head, form, n)
  local lines = { head }
  for i = 1, n or 60 do lines[#lines + 1] = form(i) end
  return lines
end


describe("guess", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
  end)

  teardown(function() os.execute("rm -r " .. folder) end)

  it("guess (1): looks at a part of a long file, measures all of it, and says so", function()
    local kept = guess.SAMPLE
    guess.SAMPLE = 100
    local path = file("long.csv", rows("recommend,touchpoint", function(i)
      return ("%d,%s"):format(i % 11, i <= 300 and "Web" or "Shop") end, 600))
    local text = drafted { path }
    guess.SAMPLE = kept
    assert.matches("Only the first 100 rows", text, 1, true)
    assert.matches("%(n 600%)", text)                       -- one label among the first 100 rows is no touchpoint column
  end)

  it("guess (2): files with the same columns in any order are one survey", function()
    local a, b = file("a.csv", { "x,y", "1,2" }), file("b.csv", { "y,x", "1,2" })
    local c = file("c.csv", { "x,z", "1,2" })
    local surveys = guess.look { a, b, c }
    assert.equal(2, #surveys)
    assert.same({ a, b }, surveys[1].paths)
    assert.equal(2, surveys[1].rows)
  end)

  it("guess (3): a role that keeps the draft from running is left away", function()
    local path = file("drawn.csv", rows("satisfied,account", function(i) return ("%d,a%d"):format(i % 5 + 1, i % 12) end))
    local surveys = guess.look { path }
    guess.roles(surveys[1])
    surveys[1].roles.strata = { name = "no such column", distinct = 2 }
    local text = guess.write(surveys, { today = "2026-11-21" })
    assert.is_nil(text:find("strata", 1, true))
    assert.matches('account = "account"', text, 1, true)
  end)

  it("guess (4): a goal that nobody answered is not written, nor its question", function()
    local path = file("staff.csv", rows("employee satisfaction,workplace safety", function(i)
      return ("%d,%s"):format(i % 5 + 1, i <= 8 and i % 5 + 1 or "") end))
    local text = drafted { path }
    assert.matches('about = "staff"', text, 1, true)
    assert.matches("employee_satisfaction", text, 1, true)
    assert.is_nil(text:find("Workplace safety", 1, true))    -- eight answers: a staff survey shows ten or more
  end)

  it("guess (5): says what was looked for", function()
    local text, message = drafted { file("none.csv", rows("a,b", function(i) return ("%d,%d"):format(i, i * i) end)) }
    assert.is_nil(text)
    assert.matches("no survey is seen here", message, 1, true)
    assert.is_nil(message:find "\n")
  end)

  it("tells the language by names, wordings and labels", function()
    for code, head in pairs { en = "How satisfied are you?,gender", fi = "Kuinka tyytyväinen olit?,sukupuoli",
                              sv = "Hur nöjd är du?,kön" } do
      local path = file(code .. ".csv", rows(head, function(i) return ("%d,x"):format(i % 5 + 1) end))
      assert.equal(code, guess.language(guess.look { path }))
      assert.matches(('language = "%s"'):format(code), drafted { path }, 1, true)
    end
    local path = file("told.csv", rows("Hur nöjd är du?", function(i) return tostring(i % 5 + 1) end))
    assert.matches('language = "fi"', drafted({ path }, { language = "fi" }), 1, true)
  end)

  it("plans to the end of this year in its first half, of the next in its second", function()
    local path = file("due.csv", rows("satisfied", function(i) return tostring(i % 5 + 1) end))
    assert.matches('due = "2026-12-31"', drafted({ path }, { today = "2026-06-30" }), 1, true)
    assert.matches('due = "2027-12-31"', drafted({ path }, { today = "2026-07-01" }), 1, true)
  end)
end)
