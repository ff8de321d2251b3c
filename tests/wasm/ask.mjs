// How a record of the native run is put to the wasm module. Runs in Node and, as it is, in a page.

/** The module asked with the very text. */
export function askModule(module, { call, on, aim, input }) {
  try {
    switch (call) {
      case 'review': return module.review(input, on);
      case 'plan': return module.plan(input, on, JSON.stringify(aim ?? {}));
      case 'progress': return module.progress(input, on);
      case 'remedies': return module.remedies(input, on);
      case 'sheet': return module.sheet(input, on);
      case 'due': return module.due(input);
      default: throw new Error(`${call} is no call`);
    }
  } catch (error) {
    return refused(error);
  }
}

/** The npm package asked as a page asks it, with objects. */
export function askPackage(rulebook, { call, on, aim, input }) {
  try {
    switch (call) {
      case 'review': return rulebook.reviewText(JSON.parse(input), on);
      case 'plan': return rulebook.planText(JSON.parse(input), { on, ...aim });
      case 'progress': return rulebook.progressText(JSON.parse(input), on);
      case 'sheet': return rulebook.sheetText(JSON.parse(input), on);
      case 'due': return rulebook.dueText(JSON.parse(input));
      default: throw new Error(`${call} is no call`);
    }
  } catch (error) {
    return refused(error);
  }
}

/** What is no application is refused with all its errors. */
function refused(error) {
  if (!Array.isArray(error?.errors)) throw error;
  return JSON.stringify({ errors: error.errors });
}

/** Every day of 2019 to 2026 by number and by date, each against `due`: how many were asked, and where they differ. */
export function dueDays(rulebook) {
  const day = 86_400_000;
  const differ = [];
  let [asked, open] = [0, 0];
  for (let time = Date.UTC(2019, 0, 1); time < Date.UTC(2027, 0, 1); time += day) {
    const from = new Date(time).toISOString().slice(0, 10);
    for (const days of [0, 1, (time / day) % 181]) {
      const { due } = rulebook.due({ from, days });
      const told = due.provisional ? null : due.day;
      const number = rulebook.dueDay(time / day, days);
      const same = Number.isNaN(number) ? told === null : number === Date.parse(told) / day;
      if (!same || rulebook.dueDate(from, days) !== told) differ.push([from, days, told]);
      asked += 1;
      open += told === null;
    }
  }
  return { asked, open, differ };
}
