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
    problem   = cx.scale.names { "problem", "no problem", column = "Q15PROBLEM", text = "Did you meet any problem?",
                                 answers = { [1] = "problem", [2] = "no problem" },
                                 missing = { [0] = "left blank", [3] = "don't know" } },
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
    food      = rating("Q7FOOD", "Restaurants"),
    clean_food = rating("Q9FOOD", "Cleanliness of restaurants"),
    shops     = rating("Q7STORE", "Shops"),
    art       = rating("Q7ART", "Artwork and exhibitions"),
    wifi      = rating("Q7WIFI", "Free Wi-Fi"),
    restrooms = rating("Q9RESTROOM", "Cleanliness of restrooms"),
    boarding  = rating("Q9BOARDING", "Cleanliness of boarding areas"),
  },
}

-- csat is the share of those who gave 4 or 5, in percent. Where a touchpoint has two such goals, one is named.
local function clean(question) return csat { question = question, name = "clean" } end

return cx.plan {
  name = "San Francisco International Airport", language = "en", due = "2027-12-31",

  define = {
    value = "A calm start to every journey",
    experience = { calm = "I know where to go and how long it takes", welcome = "Someone thought of me" },
    benefit = "From the curb to the gate without a wrong turn",
  },

  -- A touchpoint: its place on the journey, who answers for it, the question that it hears, and what was promised.
  -- Art is the peak: the moment that is meant to be remembered.
  touchpoints = {
    { "Getting here", phase = "before", owner = "access", from = answers.getting,
      goals = { goal { csat, at_least = 75 } } },
    { "Roadways", phase = "before", owner = "access", from = answers.roads,
      goals = { goal { csat, at_least = 70 } } },
    { "Parking", phase = "before", owner = "parking", from = answers.parking,
      goals = { goal { csat, at_least = 70 } } },
    { "Parking shuttle", phase = "before", owner = "parking", from = answers.shuttle,
      goals = { goal { csat, at_least = 68 } } },
    { "Rental cars", phase = "before", owner = "partners", from = answers.rental,
      goals = { goal { csat, at_least = 65 } } },
    { "AirTrain", phase = "before", owner = "access", from = answers.airtrain,
      goals = { goal { mean, at_least = 4.0 }, goal { clean(answers.clean_airtrain), at_least = 85 } } },

    { "Security", phase = "during", owner = "security", from = answers.security,
      goals = { goal { csat, at_least = 80 }, goal { csat { question = answers.safe, name = "safe" }, at_least = 85 } } },
    { "Finding the way", phase = "during", owner = "terminals", from = answers.finding,
      goals = { goal { csat, at_least = 85 }, goal { csat { question = answers.signs, name = "signs" }, at_least = 80 } } },
    { "Restaurants", phase = "during", owner = "partners", from = answers.food,
      goals = { goal { csat, at_least = 60 }, goal { clean(answers.clean_food), at_least = 80 } } },
    { "Shops", phase = "during", owner = "partners", from = answers.shops,
      goals = { goal { mean, at_least = 3.5 } } },
    { "Art", phase = "during", owner = "museum", from = answers.art, peak = true,
      goals = { goal { csat, at_least = 70 } } },
    { "Wi-Fi", phase = "during", owner = "technology", from = answers.wifi,
      goals = { goal { csat, at_least = 75 } } },
    { "Restrooms", phase = "during", owner = "terminals",
      goals = { goal { clean(answers.restrooms), at_least = 80 } } },
    { "Boarding areas", phase = "during", owner = "terminals",
      goals = { goal { clean(answers.boarding), at_least = 85 } } },

    { "The whole visit", phase = "after", owner = "director", from = answers.overall,
      goals = { goal { csat, at_least = 80 }, goal { share(answers.problem, "problem"), at_most = 12 } } },
    { "Recommendation", phase = "after", owner = "director", from = answers.recommend,
      goals = { goal { nps, at_least = 42 } } },
  },

  measure = { surveys = { answers } },
}
