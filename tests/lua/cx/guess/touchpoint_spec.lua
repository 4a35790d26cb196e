-- touchpoint_spec.lua - touchpoint: labels of a column, or one for each question

local cx = require "cx"
local touchpoint = require "cx.guess.touchpoint"


local function question(name, text, option)
  return { name = name, column = { name = name, text = text or name, option = option }, metric = { family = "csat", top = 2 } }
end


local function survey(questions, text, role)
  return { questions = questions, roles = { touchpoint = role and { name = role } }, file_name = "file",
           described = text and cx.survey { text = text } }
end


local function names_of(list)
  local names = {}
  for i, one in ipairs(list) do names[i] = one.name end
  return names
end


describe("touchpoint", function()
  it("touchpoint (1) (3): the labels that ten people stand behind, each with every question", function()
    local rows = { "where,a" }
    for i = 1, 39 do rows[#rows + 1] = (i <= 20 and "Desk" or i <= 30 and "Web" or "Rare") .. ",1" end
    local list = touchpoint.draft { survey({ question "a", question "b" }, table.concat(rows, "\n"), "where") }
    assert.same({ "Web", "Desk" }, names_of(list))
    assert.equal("before", list[1].phase)
    assert.equal(2, #list[2].goals)
    assert.is_true(list[2].goals[1].bound)
  end)

  it("touchpoint (2) (4): one for each question, with names of their own, along the journey", function()
    local list = touchpoint.draft { survey { question("q1", "Invoice"), question("q2", "Rate it", "Staff"),
      question("q3", "Rate it", "Staff"), question("q4", "Booking") } }
    assert.same({ "Booking", "Staff", "Staff (q3)", "Invoice" }, names_of(list))
    assert.equal("q1", list[4].from.name)
    assert.equal("after", list[4].phase)
  end)

  it("leaves the touchpoints to the newest round", function()
    local old = survey { question "a" }
    old.is_earlier = true
    assert.same({ "A" }, names_of(touchpoint.draft { old, survey { question "a" } }))
  end)

  it("says nothing of the journey by a whole sentence", function()
    assert.equal("after", touchpoint.phase "Laskutus")
    assert.equal("before", touchpoint.phase "Verkkosivut")
    assert.equal("during", touchpoint.phase "Huoltokäynti")
    assert.equal("during", touchpoint.phase "Was it easy to reach the invoice support?")
  end)
end)
