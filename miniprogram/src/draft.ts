import type { Fault } from '../types/index';
import { toCardPage } from './page';

/** client-api.md §2.1 and §3.1: characters, pieces, bytes of UTF-8. */
const TEXT_CHARACTERS = 4000;
const ATTACHMENTS = 9;
const TITLE_BYTES = 64;

export type Source = { id: string } | { url: string } | { mediaid: string } | { local: string };

/** Where a picture is; null when it is nothing we know. Devtools' temporary files only look like links (client-api.md §5.4). */
export function sourceOf(source: any): Source | null {
  if (source && typeof source === 'object') {
    if (isText(source.id)) return { id: source.id };
    if (isText(source.mediaid)) return { mediaid: source.mediaid };
    return isText(source.url) ? sourceOf(source.url) : null;
  }
  if (!isText(source) || /^(data|blob):/i.test(source)) return null;
  if (/^https?:\/\/(tmp|usr|store)\//i.test(source)) return { local: source };
  if (/^https?:\/\//i.test(source)) return { url: source };
  return { local: source };
}

/** Every fault of a draft at once. `hosted` is set when there is no server to upload local pictures to. */
export function checkDraft(share: any, hosted: boolean): Fault[] {
  const faults: Fault[] = [];
  function fault(code: string, place: string, zh: string, en: string): void {
    faults.push({ code, place, zh, en });
  }
  function checkSource(given: any, place: string, isCover: boolean): void {
    const source = sourceOf(given);
    const what = isCover ? ['封面', 'cover'] : ['图片', 'picture'];
    if (!source) {
      const missing = given == null || given === '';
      if (missing) fault(isCover ? 'cover_missing' : 'image_missing', place, '没有填写' + what[0], 'There is no ' + what[1]);
      else fault('image_not_supported', place, '不支持这样的图片来源', 'Pictures cannot come from this kind of source');
    } else if (isCover && 'mediaid' in source) {
      fault('image_not_supported', place, '封面不能用 mediaid', 'A cover cannot be a mediaid');
    } else if (hosted && ('local' in source || 'id' in source)) {
      fault('image_not_hosted', place, '没有配置 server 时，' + what[0] + '必须已经是链接或 mediaid', 'Without a server a ' + what[1] + ' must already be a link or a mediaid');
    }
  }

  const text = share && share.text;
  const attachments = (share && share.attachments) || [];
  const to = share && share.to;
  if (text != null && typeof text !== 'string') fault('wrong_type', 'text', '文字必须是字符串', 'Text must be a string');
  else if (text && characters(text) > TEXT_CHARACTERS) {
    fault('text_too_long', 'text', '文字最多 ' + TEXT_CHARACTERS + ' 字', 'Text may have ' + TEXT_CHARACTERS + ' characters');
  }
  if (to != null && to !== 'pick' && !isList(to)) fault('wrong_type', 'target.ids', '接收者必须是 id 数组', 'Receivers must be an array of ids');
  else if (isList(to) && !to.length) fault('no_receivers', 'target.ids', '接收者列表是空的', 'The list of receivers is empty');
  if (!isList(attachments)) {
    fault('wrong_type', 'attachments', '附件必须是数组', 'Attachments must be an array');
    return faults;
  }
  if (!text && !attachments.length) fault('draft_empty', '', '文字和附件不能都为空', 'Text and attachments are both empty');
  if (attachments.length > ATTACHMENTS) {
    fault('too_many_attachments', 'attachments', '附件最多 ' + ATTACHMENTS + ' 个', 'At most ' + ATTACHMENTS + ' attachments');
  }
  for (let i = 0; i < attachments.length; i++) {
    const it = attachments[i];
    const place = 'attachments[' + i + ']';
    if (it && it.msgtype === 'image' && it.image) {
      checkSource(it.image.source, place + '.image', false);
    } else if (it && it.msgtype === 'miniprogram' && it.miniprogram) {
      const card = it.miniprogram;
      const at = place + '.miniprogram.';
      if (!isText(card.title)) fault('title_missing', at + 'title', '没有填写标题', 'There is no title');
      else if (utf8Bytes(card.title) > TITLE_BYTES) {
        fault('title_too_long', at + 'title', '标题最多 ' + TITLE_BYTES + ' 字节（约 21 个汉字）', 'A title may have ' + TITLE_BYTES + ' bytes');
      }
      const page = toCardPage(card.page, at + 'page');
      if (page.fault) faults.push(page.fault);
      checkSource(card.cover, at + 'cover', true);
    } else {
      fault('attachment_unknown', place + '.msgtype', '请用 image() 或 card() 生成附件', 'Make attachments with image() or card()');
    }
  }
  return faults;
}

function isText(value: any): value is string {
  return typeof value === 'string' && value !== '';
}

function isList(value: any): value is any[] {
  return Object.prototype.toString.call(value) === '[object Array]';
}

/** Code points: a surrogate pair is one character. */
function characters(text: string): number {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}

export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}
