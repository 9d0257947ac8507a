/** Where a picture comes from (client-api.md §5). */
import { Code, URL_BYTES } from './rules.generated';
import { ANY_BLANK, ANY_CONTROL, bytes, trim } from './text';

/** `mediaid` wins over an image of ours, that over a link; with its key, and empty when there is none. */
export function given(image: any): [string, string] {
  const texts = image || {};
  const keys = ['mediaid', 'id', 'url'];
  for (let i = 0; i < 3; i++) {
    const text = trim(texts[keys[i]] || '');
    if (text) return [keys[i], text];
  }
  return ['url', ''];
}

/** What keeps a text from being the address of a picture that others can fetch. */
export function faultOfImage(url: string): Code | 0 {
  if (/^(data|blob):/i.test(url)) return Code.image_inline;
  const parts = /^([^]*?):\/\/([^\/?#]*)/.exec(url);
  if (bytes(url) <= URL_BYTES && !ANY_BLANK.test(url) && !ANY_CONTROL.test(url)) {
    // Devtools write local files as http://tmp/… and http://usr/… (client-api.md §5.4).
    if (!parts) return Code.image_local;
    const isWeb = /^https?$/i.test(parts[1]);
    if (isWeb ? /^((tmp|usr|store)$|tmp_)/.test(parts[2]) : /^(wxfile|file|content|ph|assets-library)$/i.test(parts[1])) return Code.image_local;
    if (isWeb && parts[2]) return 0;
  }
  return Code.image_scheme_unknown;
}

/** Media ids have no slash; paths on a phone have. */
export function isLocalMedia(mediaid: string): boolean {
  return /\//.test(mediaid);
}
