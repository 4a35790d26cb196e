-- listed_spec.lua - privacy/listed.lua: a list and its total

local listed = require "cx.privacy.listed"


local function hidden(list, total, minimum)
  local items, labels = {}, {}
  for label, n in pairs(list) do items[#items + 1] = { label = label, n = n } end
  table.sort(items, function(a, b) return a.label < b.label end)
  local set, total_hidden = listed.hidden(items, total, minimum)
  for label in pairs(set) do labels[#labels + 1] = label end
  table.sort(labels)
  return table.concat(labels, " "), total_hidden
end


describe("privacy: listed", function()
  it("(1): a small one takes another with it, since the total would tell it", function()
    assert.same({ "a b", false }, { hidden({ a = 4, b = 12, c = 50 }, 66, 10) })
  end)

  it("(1): without a total the small one alone", function()
    assert.same({ "a", false }, { hidden({ a = 4, b = 12, c = 50 }, nil, 10) })
  end)

  it("(1): a small total is hidden with all its parts", function()
    assert.same({ "a b", true }, { hidden({ a = 4, b = 3 }, 7, 10) })
  end)

  it("(1): enough people, or no minimum: nothing", function()
    assert.same({ "", false }, { hidden({ a = 14, b = 13 }, 27, 10) })
    assert.same({ "", false }, { hidden({ a = 1 }, 1, 1) })
  end)
end)
