-- en.lua - every word of a drafted plan, in English
--
--   file > rows > batch > tally > metric > GOAL > report

return {
  head = {
    title = "{name}: a plan drafted from {files}.",
    guess = "Every line marked \"guess\" was guessed from the answers. Read it, correct it, and take the mark away.",
    fill = "\"{owner}\" stands where only you know the name. Touchpoints, goals and the date are yours to change.",
    check = "cxlua check {file} says what is still missing.",
    goals = "A goal is the present level and the least step that as many answers can show in the next round. " ..
      "Where it says \"5 takes n 900\", so many answers would show a step of 5.",
    sample = "Only the first {n} rows were looked at for the guesses; the levels are those of all rows.",
  },
  plan = {
    owner = "to be named", define = "what the customer gets, and what it is to feel like: to be written",
    phase = "guess: where on the journey each touchpoint stands", whole = "All answers",
    due = "guess: a year's work", name = "guess: the file's name; a year's work",
    round = "guess: from the months that the times span; goals are those of the last round",
    several = "options of questions with several answers stand ready for goals",
  },
  survey = {
    read = "{rows} rows, {columns} columns", staff = "guess: the words are those of a survey of the staff",
    dialect = "guess: so the file reads", same = "guess: the same columns, so one survey",
    round = "guess: files whose names differ in a number are rounds",
    year = "guess: the year in the file's name",
    only = "guess: rows of tests and previews are no answers",
    hidden = "{n} answers that fewer than {least} people gave are not listed: off the scale until they are named",
  },
  role = {
    weight = "guess: its name, and numbers above 0", time = "guess: its cells are times", round = "guess: its name",
    touchpoint = "guess: its name, and {n} different labels", strata = "guess: its name", cluster = "guess: its name",
    person = "guess: hardly any cell twice", account = "guess: the same ones answer again", channel = "guess: its name",
    unit = "guess: its name", told = "as you said",
  },
  scale = {
    worded = "guess: {from} to {to}, by the word \"{word}\"", alike = "guess: {from} to {to}, like its neighbours",
    ordered = "guess: the order of the labels", numbered = "the labels say their numbers", names = "guess: by the labels",
    shared = "guess: {n} questions from {from} to {to}", codes = "codes that are no answer, by the look of them: {codes}",
    several = "guess: several answers in a cell, each counted by itself",
    option = "guess: one column for each option of \"{stem}\"; a blank counts as not chosen, also where nobody asked",
  },
  doubt = {
    rank = "guess: 1 is the best, so less is better", effort = "guess: less effort is better; is 1 the least?",
    problem = "guess: less is better", yes = "guess: yes is better; else at_most",
    commonest = "guess: nothing says which answer is good, so the commonest stands for it",
  },
  reason = { blank = "left blank", never_used = "never used", dont_know = "don't know", no_opinion = "no opinion",
             not_asked = "not asked", not_applicable = "not applicable", refused = "would not say", coded = "a code" },
  goal = {
    seen = "now {value} (n {n}); a step of {step} can be seen",
    hold = "now {value} (n {n}): hold what is sure, no step could be seen",
    more = "; {more} takes n {many}",
  },
  left = {
    title = "Left out of the questions:", personal = "personal data", text = "open text (cx.scale.text reads it)",
    background = "background (for by = and where =)", number = "numbers and amounts (cx.number)",
    technical = "what the survey's machine writes",
    option = "one option each of a question with many",
    several = "several answers in a cell (cx.scale.several)",
    constant = "the same in every row", codes = "no scale that could be guessed", empty = "empty",
  },
  ask = {
    column = "Which column is {role}? {names}, or {none}",
    touch = "Does a column name the touchpoint, such as {names}?",
    none = "none", done = "{file}: drafted; cxlua {file} measures it",
    time = "the time of the answer", weight = "the weight", touchpoint = "the touchpoint",
  },
}
