-- sample.lua - contact logs for the specs, and how their measures are asked
--
--   FILE > ROWS > batch > tally > metric > goal > report

local cx = require "cx"

local sample = {}

local FILE = "tests/data/contacts/yhteydenotot.csv"
local EVENTS = { asked = "yhteydenotto", met = "tavattu", answered = "vastattu", handed_on = "siirretty",
                 told_return = "kerrottu paluu", assured = "vakuutettu", greeted = "tervehditty", returned = "palattu",
                 solved = "ratkaistu", lost = "menetetty", came_back = "asioi uudelleen", renewed = "lupaus uusittu" }


-- Contacts of the little log; options on top.
function sample.little(more)
  local options = { file = FILE, case = "tapaus", time = "hetki", event = "tapahtuma", promise = "luvattu",
                    touchpoint = "kosketuspiste", events = EVENTS, questions = { suosittelu = cx.scale.nps } }
  for key, value in pairs(more or {}) do options[key] = value end
  if options.text then options.file = nil end
  return cx.contacts(options)
end


-- The same from its text, since a plan's paths start from the plan's folder.
function sample.told(more)
  local file <close> = assert(io.open(FILE))
  local options = { text = file:read "a" }
  for key, value in pairs(more or {}) do options[key] = value end
  return sample.little(options)
end


-- Contacts of literal rows "case,time,event,due"; events are their own codes.
function sample.of_rows(rows, more)
  local options = { text = "case,time,event,due\n" .. table.concat(rows, "\n") .. "\n", case = "case", time = "time",
                    event = "event", promise = "due" }
  for key, value in pairs(more or {}) do options[key] = value end
  return cx.contacts(options)
end


-- The estimate of a measure over all cases.
function sample.total(contacts, name)
  local metric = contacts[name]
  local tally <close> = assert(metric.survey:tally { of = metric.question })
  return tally:total(metric)
end


function sample.near(wanted, got, what, tolerance)
  assert(math.abs(wanted - got) <= (tolerance or 1e-9), ("%s: %.12g, not %.12g"):format(what or "value", got, wanted))
end


function sample.reasons(list)
  local map = {}
  for _, item in ipairs(list) do map[item.reason] = item.n end
  return map
end


return sample
