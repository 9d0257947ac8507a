import type { Fault } from '../types/index';

/**
 * Page paths in card form (client-api.md §4): one leading slash, `.html` directly before the query, everything after
 * the first `?` kept. The rules crate is the reference; both run rules/vectors.
 */
export type Page = { card: string; fault?: undefined } | { card?: undefined; fault: Fault };

export function toCardPage(page: unknown, place: string): Page {
  const text = String(page == null ? '' : page).trim();
  const mark = text.indexOf('?');
  const path = (mark < 0 ? text : text.slice(0, mark)).replace(/^\/+/, '').replace(/(\.html)+$/, '');
  const query = mark < 0 ? '' : text.slice(mark + 1).replace(/\?/g, '%3F');
  if (!path) {
    return { fault: { code: 'page_empty', place, zh: '没有填写页面路径', en: 'There is no page' } };
  }
  return { card: '/' + path + '.html' + (query ? '?' + query : '') };
}
