// Where in the page the reader is: `#/`, `#/submit`, `#/receipt`, `#/find`, `#/find/<id>`. `#/a/<application>` opens what it carries (share.ts).

export type Route =
  | { page: 'check' }
  | { page: 'submit' }
  | { page: 'receipt' }
  | { page: 'find'; id: string };

export function readRoute(): Route {
  const [page = '', id = ''] = location.hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'submit':
    case 'receipt':
      return { page };
    case 'find':
      return { page, id: decodeURIComponent(id) };
    default:
      return { page: 'check' };
  }
}

/** Goes to another page of the page. */
export function go(to: '/' | '/submit' | '/receipt' | `/find${string}`): void {
  location.hash = to;
}
