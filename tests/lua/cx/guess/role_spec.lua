-- role_spec.lua - role: which column is what

local profile = require "tests.lua.cx.guess.profile"
local role = require "cx.guess.role"


local function many(n, form)
  local cells = {}
  for i = 1, n do cells[i] = form:format(i) end
  return cells
end


local function repeated(labels, n)
  local cells = {}
  for _, label in ipairs(labels) do cells[label] = n end
  return cells
end


local function file()
  return {
    profile.new("RespondentID", many(60, "%d")),
    profile.new("StartDate", many(60, "2026-03-01 10:%02d:00")),
    profile.new("EndDate", many(60, "2026-03-01 11:%02d:00")),
    profile.new("paino", { ["0.5"] = 20, ["1.25"] = 40 }),
    profile.new("kosketuspiste", repeated({ "Web", "Lasku", "Huolto" }, 20)),
    profile.new("kanava", repeated({ "web", "phone" }, 30)),
    profile.new("Sähköposti", many(60, "a%d@example.com")),
    profile.new("extra", many(60, "person%d@example.org")),
    profile.new("Sukupuoli", repeated({ "mies", "nainen" }, 30)),
    profile.new("Asiakastyytyväisyys", profile.numbers(1, 5, 12)),
    profile.new("kommentti", many(60, "text number %d of many words")),
    profile.new("empty", {}),
  }
end


local function roles_of(columns, wishes)
  local roles, doubts = role.assign(columns, wishes or {})
  local by = {}
  for _, c in ipairs(columns) do by[c.name] = c.role end
  return by, roles, doubts
end


describe("role", function()
  it("role (1): members who answer again are accounts", function()
    for _, name in ipairs { "Jäsen", "Jäsennumero", "Member", "Member ID", "Medlem" } do
      local columns = { profile.new(name, repeated(many(12, "M%d"), 5)) }
      assert(role.assign(columns, {}))
      assert.equal("account", columns[1].role, name)
    end
    local few = profile.new("Member", { yes = 30, no = 30 })
    assert(role.assign({ few }, {}))
    assert.not_equal("account", few.role)
  end)

  it("role (1): a name that means it and cells that can be it", function()
    local by = roles_of(file())
    assert.same({ RespondentID = "person", StartDate = "technical", EndDate = "time", paino = "weight",
      kosketuspiste = "touchpoint", kanava = "channel", ["Sähköposti"] = "personal", extra = "personal",
      Sukupuoli = "background", ["Asiakastyytyväisyys"] = "question", kommentti = "text", empty = "empty" }, by)
  end)

  it("role (1): a weight in whole numbers or with a zero, and a time of 1899, are none", function()
    local by = roles_of { profile.new("weight", profile.numbers(1, 90, 1)), profile.new("vikt", { ["0"] = 3, ["0.5"] = 3 }),
                          profile.new("time", many(30, "1899-12-31 10:%02d")) }
    assert.not_equal("weight", by.weight)
    assert.not_equal("weight", by.vikt)
    assert.not_equal("time", by.time)
  end)

  it("role (2): what the caller names is taken, and a column that is not there is told with the nearest", function()
    local by, roles = roles_of(file(), { touchpoint = "kanava", time = "StartDate", weight = false })
    assert.equal("touchpoint", by.kanava)
    assert.equal("StartDate", roles.time.name)
    assert.is_true(roles.time.told)
    assert.is_nil(roles.weight)
    local none, message = role.assign(file(), { touchpoint = "kanva" })
    assert.is_nil(none)
    assert.matches('unknown column "kanva"; did you mean "kanava"', message, 1, true)
  end)

  it("role (3): names, phones and addresses are personal, whatever else they look like", function()
    local by = roles_of { profile.new("First Name", repeated({ "Anna", "Pekka" }, 20)), profile.new("phone", many(9, "040%d")),
                          profile.new("PhoneService", repeated({ "Yes", "No" }, 20)) }
    assert.equal("personal", by["First Name"])
    assert.equal("personal", by.phone)
    assert.equal("question", by.PhoneService)
  end)

  it("role (4): amounts and codes of a question are no account, no unit", function()
    local by = roles_of { profile.new("YearsAtCompany", profile.numbers(0, 30, 4)), profile.new("Q4STORE", profile.numbers(1, 3)),
                          profile.new("JobSatisfaction", profile.numbers(1, 4)) }
    assert.equal("number", by.YearsAtCompany)
    assert.equal("question", by.Q4STORE)
    assert.equal("question", by.JobSatisfaction)
  end)

  it("role (5): two times are a doubt; the one of the answer is taken", function()
    local _, roles, doubts = roles_of(file())
    assert.equal("EndDate", roles.time.name)
    assert.equal("time", doubts[1].role)
    assert.equal(2, #doubts[1].columns)
  end)
end)
