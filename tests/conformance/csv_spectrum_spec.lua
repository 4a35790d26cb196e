-- csv_spectrum_spec.lua - twelve small files and what they say
--
--   file > ROWS > batch > tally > metric > goal > report

local cjson = require "cjson"
package.path = "tests/conformance/?.lua;" .. package.path
local cells = require "cells"

local folder = "tests/data/csv-spectrum/"
local names = {
  "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
  "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
}


local function objects(read)
  local list = {}
  for i, row in ipairs(read.rows) do
    list[i] = {}
    for j, name in ipairs(read.names) do list[i][name] = row[j] end
  end
  return list
end


describe("csv-spectrum", function()
  for _, name in ipairs(names) do
    it("reads " .. name .. " with every guess its own", function()
      local expected = cjson.decode(cells.slurp(folder .. "json/" .. name .. ".json"))
      assert.are.same(expected, objects(cells.read(folder .. "csv/" .. name .. ".csv")))
    end)
  end
end)
