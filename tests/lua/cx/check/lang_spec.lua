-- lang_spec.lua - check/lang: every rule has its words in all three languages, with the same values

local check = require "cx.check"
local lang = require "cx.lang"


local function holes(text)
  local list = {}
  for name in text:gmatch "{(%a+)}" do list[#list + 1] = name end
  table.sort(list)
  return table.concat(list, " ")
end


describe("check.lang", function()
  for _, code in ipairs(lang.known) do
    local own, english = require("cx.check.lang." .. code), require "cx.check.lang.en"

    it("says in " .. code .. " of every rule why it is and how to mend, and of no other", function()
      local known = {}
      for _, rule in ipairs(check.rules()) do
        local text = assert(own.rule[rule.id], code .. " " .. rule.id)
        known[rule.id] = true
        assert.equal(2, #text)
        for i = 1, 2 do
          assert.is_true(#text[i] > 5, rule.id)
          assert.is_nil(text[i]:find "[^.]%.$", rule.id)
          assert.equal(holes(english.rule[rule.id][i]), holes(text[i]), code .. " " .. rule.id)
          assert.is_truthy(utf8.len(text[i]))
        end
        if code ~= "en" then assert.not_equal(english.rule[rule.id][1], text[1], rule.id) end
      end
      for id in pairs(own.rule) do assert.is_true(known[id], id) end
    end)

    it("has in " .. code .. " the same other words as in English", function()
      local function same(a, b, path)
        for key, value in pairs(a) do
          if key ~= "rule" then
            assert.equal(type(value), type(b[key]), path .. tostring(key))
            if type(value) == "table" then same(value, b[key], path .. key .. ".")
            else assert.equal(holes(value), holes(b[key]), path .. tostring(key)) end
          end
        end
      end
      same(english, own, "")
      same(own, english, "")
      assert.equal(6, #own.stairs)
    end)
  end
end)
