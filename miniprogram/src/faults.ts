import type { Fault } from '../types/index';

/** Codes and meaning as in the rule book; the server says the same with more words. */
const FAULTS: { [code: string]: [string, string] } = {
  wrong_type: ['类型不对', 'Wrong type'],
  lone_surrogate: ['含有残缺的字符', 'Holds half a character'],
  draft_empty: ['文字和附件不能都为空', 'Text and attachments are both empty'],
  text_too_long: ['文字最多 4000 字', 'At most 4000 characters'],
  too_many_attachments: ['附件最多 9 个', 'At most 9 attachments'],
  attachment_object_missing: ['请用 image() 或 card() 生成附件', 'Make attachments with image() or card()'],
  receivers_empty: ['接收者列表是空的', 'The list of receivers is empty'],
  title_missing: ['没有标题', 'No title'],
  title_too_long: ['标题最多 64 字节（约 21 个汉字）', 'At most 64 bytes of UTF-8'],
  image_missing: ['没有图片', 'No picture'],
  image_local: ['没有 server 时只能用图片链接或 mediaid', 'Without a server only links and mediaids work'],
  image_inline: ['不支持 data: 和 blob: 图片', 'data: and blob: pictures are not supported'],
  cover_takes_no_mediaid: ['封面不能用 mediaid', 'A cover cannot be a mediaid'],
  page_empty: ['没有页面路径', 'No page'],
  page_: ['页面路径要写成 pages/a/b?x=1', 'A page is written pages/a/b?x=1'],
};

export function fault(code: string, place: string): Fault {
  // A page can be wrong in many ways; what is right is one sentence.
  const words = FAULTS[code] || FAULTS[code.slice(0, 5)];
  return { code, place, zh: words[0], en: words[1] };
}
