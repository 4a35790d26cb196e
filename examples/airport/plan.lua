-- San Francisco International Airport: what departing passengers were promised, and what they met.
--
--   file > rows > batch > tally > metric > GOAL > report            cxlua examples/airport/plan.lua
--
-- The answers are real: 2,831 passengers, asked at the gate in May 2017. The goals and owners are made up.
local cx = require "cx"
local goal, csat, mean, nps, share = cx.goal, cx.metric.csat, cx.metric.mean, cx.metric.nps, cx.metric.share

-- A rating from 1 to 5. Passengers who never used the thing say 6; averaging those in is the classic mistake.
local function rating(column, text)
  return cx.scale { 1, 5, column = column, text = text, missing = { [0] = "left blank", [6] = "never used" } }
end

-- The survey is only described here: each question has a name of ours and the column that holds it.
local answers = cx.survey {
  file = "data/sfo_2017.csv", weight = "WEIGHT",
  questions = {
    recommend = cx.scale.nps { column = "NETPRO", missing = { [11] = "left blank" },
                               text = "How likely is it that you would recommend SFO?" },
    overall   = cx.scale { 1, 5, column = "Q7ALL", missing = { Blank = "left blank" }, text = "SFO as a whole" },
    problem   = cx.scale { 1, 2, column = "Q15PROBLEM", missing = { [0] = "left blank", [3] = "don't know" },
                           text = "Did you meet any problem today? (1 yes, 2 no)" },
    getting   = rating("Q13GETRATE", "Getting to the airport"),
    roads     = rating("Q7ROADS", "Signs and directions on the roadways"),
    parking   = rating("Q7PARK", "Parking facilities"),
    shuttle   = rating("Q7LTPARKING", "Long-term parking shuttle"),
    rental    = rating("Q7RENTAL", "Rental car center"),
    airtrain  = rating("Q7AIRTRAIN", "AirTrain"),
    clean_airtrain = rating("Q9AIRTRAIN", "Cleanliness of AirTrain"),
    security  = rating("Q14PASSTHRU", "Passing through security"),
    safe      = rating("Q10SAFE", "How safe do you feel at SFO?"),
    finding   = rating("Q14FIND", "Finding your way"),
    signs     = rating("Q7SIGN", "Signs and directions inside"),
    walkways  = rating("Q7WALKWAYS", "Escalators, elevators and walkways"),
    screens   = rating("Q7SCREENS", "Information on screens"),
    food      = rating("Q7FOOD", "Restaurants"),
    clean_food = rating("Q9FOOD", "Cleanliness of restaurants"),
    shops     = rating("Q7STORE", "Shops"),
    art       = rating("Q7ART", "Artwork and exhibitions"),
    wifi      = rating("Q7WIFI", "Free Wi-Fi"),
    restrooms = rating("Q9RESTROOM", "Cleanliness of restrooms"),
    boarding  = rating("Q9BOARDING", "Cleanliness of boarding areas"),
  },
}

-- A touchpoint: its place on the journey, who answers for it, which question it hears, and what was promised.
-- csat is the share of those who gave 4 or 5, in percent; mean is the mean answer.
local function touchpoint(phase, name, owner, from, ...)
  return { name, phase = phase, owner = owner, from = from, goals = { ... } }
end

return cx.plan {
  name = "San Francisco International Airport", language = "en", due = "2027-12-31",

  define = {
    value = "A calm start to every journey",
    experience = { calm = "I know where to go and how long it takes", welcome = "Someone thought of me" },
    benefit = "From the curb to the gate without a wrong turn",
  },

  touchpoints = {
    touchpoint("before", "Getting here", "roads and transit", answers.getting, goal { csat, at_least = 75 }),
    touchpoint("before", "Roadways", "roads and transit", answers.roads, goal { csat, at_least = 70 }),
    touchpoint("before", "Parking", "parking", answers.parking, goal { csat, at_least = 70 }),
    touchpoint("before", "Long-term shuttle", "parking", answers.shuttle, goal { csat, at_least = 68 }),
    touchpoint("before", "Rental cars", "partners", answers.rental, goal { csat, at_least = 65 }),
    touchpoint("before", "AirTrain", "roads and transit", answers.airtrain, goal { mean, at_least = 4.0 },
               goal { csat(answers.clean_airtrain), at_least = 85 }),
    touchpoint("during", "Security", "security", answers.security, goal { csat, at_least = 80 },
               goal { csat(answers.safe), at_least = 85 }),
    touchpoint("during", "Finding the way", "terminals", answers.finding, goal { csat, at_least = 85 },
               goal { csat(answers.signs), at_least = 80 }),
    touchpoint("during", "Walkways", "terminals", answers.walkways, goal { csat, at_least = 80 }),
    touchpoint("during", "Screens", "terminals", answers.screens, goal { mean, at_least = 4.1 }),
    touchpoint("during", "Restaurants", "partners", answers.food, goal { csat, at_least = 60, due = "2018-06-30" },
               goal { csat(answers.clean_food), at_least = 80 }),
    touchpoint("during", "Shops", "partners", answers.shops, goal { mean, at_least = 3.6 }),
    { "Art", phase = "during", owner = "museum", peak = true, -- the moment meant to be remembered
      from = answers.art, goals = { goal { csat, at_least = 70 } } },
    touchpoint("during", "Wi-Fi", "technology", answers.wifi, goal { csat, at_least = 75 }),
    touchpoint("during", "Restrooms", "terminals", answers.restrooms, goal { csat, at_least = 80 }),
    touchpoint("during", "Boarding areas", "terminals", answers.boarding, goal { csat, at_least = 85 }),
    touchpoint("after", "The whole visit", "airport director", answers.overall, goal { csat, at_least = 80 },
               goal { share(answers.problem, 1), at_most = 12 }),
    touchpoint("after", "Recommendation", "airport director", answers.recommend, goal { nps, at_least = 40 }),
  },

  measure = { surveys = { answers } },
}
