// Where the project is: in the address, so that a reload or a shared link keeps it. It is stored nowhere else.

/** Chosen where none of the places in the list is the reader's. */
export const OTHER = 'other';

export const placeInAddress = (): string | null => new URL(location.href).searchParams.get('place');

export function rememberPlace(place: string): void {
  const url = new URL(location.href);
  url.searchParams.set('place', place);
  history.replaceState(history.state, '', url);
}
