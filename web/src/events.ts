// What parts of the page tell each other. All bubble up to the page that holds them.

/** Wants a question shown and focused. */
export class AskEvent extends Event {
  constructor(readonly fact: string) {
    super('yushen-ask', { bubbles: true });
  }
}

/** Wants an item's sheet opened. */
export class ItemEvent extends Event {
  constructor(readonly item: string) {
    super('yushen-item', { bubbles: true });
  }
}
