/**
 * wecom-share: share pictures and mini-program cards from a WeCom (企业微信) mini program.
 *
 * Nothing here touches `wx` or `wx.qy` before a function is called, so one build runs in WeCom and in WeChat.
 */

/** One text in both languages. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** A remark, a reason or a fault: a stable code and its text. */
export interface Remark extends Bilingual {
  code: string;
}

/** One thing wrong with a draft, with its place, e.g. `attachments[0].miniprogram.title`. */
export interface Fault extends Remark {
  place: string;
}

/**
 * Where a picture comes from:
 * a path in the mini program's package (`/images/a.jpg`), a temporary file, a link, or an image uploaded before.
 * Local files are uploaded for you (this needs a server).
 */
export type ImageSource = string | { id: string } | { url: string } | { mediaid: string };

export interface ImageAttachment {
  msgtype: 'image';
  image: ImageSource;
}

export interface CardAttachment {
  msgtype: 'miniprogram';
  miniprogram: {
    /** At most 64 bytes of UTF-8. */
    title: string;
    /** As in app.json, with its query: `pages/product/product?id=7`. `.html` and the slash are added for you. */
    page: string;
    /** Shown at 5:4. */
    cover: Exclude<ImageSource, { mediaid: string }>;
    /**
     * What is kept of a cover of another shape: `attention` (the default) where most is to be seen, `centre`, `pad` adds
     * white instead of cutting, `'0.5,0.2'` as near as can be to a point, from 0 to 1 from the left and the top. By the
     * server; without one the cover is handed over as it is.
     */
    crop?: 'attention' | 'centre' | 'pad' | `${number},${number}`;
    /** Only for another mini program of the company, and only to the current chat; absent: this one. */
    appid?: string;
  };
}

export interface LinkAttachment {
  msgtype: 'link';
  link: {
    /** http or https, at most 2048 bytes. */
    url: string;
    /** At most 64 bytes of UTF-8. */
    title?: string;
    /** At most 512 bytes of UTF-8. */
    desc?: string;
    cover?: Exclude<ImageSource, { mediaid: string }>;
  };
}

export interface VideoAttachment {
  msgtype: 'video';
  /** A media id, or a path on the phone (this needs a server). */
  video: { mediaid: string };
}

/** From WeCom 3.1.12. */
export interface FileAttachment {
  msgtype: 'file';
  /** A media id, or a path on the phone (this needs a server). */
  file: { mediaid: string };
}

export type Attachment = ImageAttachment | CardAttachment | LinkAttachment | VideoAttachment | FileAttachment;

/** A draft of nothing but a text: `share.sendToChat(text('你好'))`. */
export function text(content: string): { text: string };

/** A picture. */
export function image(source: ImageSource): ImageAttachment;

/** A mini-program card. */
export function card(card: CardAttachment['miniprogram']): CardAttachment;

/** A web page. */
export function link(link: LinkAttachment['link']): LinkAttachment;

/** A video: a path on the phone, which is uploaded for you (this needs a server), or a media id of the temporary-media API. */
export function video(media: string | { mediaid: string }): VideoAttachment;

/** A file: a path on the phone, which is uploaded for you (this needs a server), or a media id of the temporary-media API. */
export function file(media: string | { mediaid: string }): FileAttachment;

export type Platform = 'ios' | 'android' | 'windows' | 'mac' | 'devtools' | 'unknown';

/** What the SDK can see of the client it runs in. */
export interface HostInfo {
  /** `unknown`: not a mini program at all. */
  environment: 'wxwork' | 'weixin' | 'unknown';
  platform: Platform;
  /** The client's version as it states it; empty when it does not. */
  version: string;
  /** Where the mini program was opened (`wx.qy.getContext`), once a share has asked; `null` before, or when unknown. */
  entry: string | null;
  /** Functions of the share family that exist on `wx.qy` here. Existing says nothing about permission. */
  apis: string[];
  /** Version of this SDK. */
  sdk: string;
}

export interface Progress {
  step: 'login' | 'pick' | 'upload' | 'plan' | 'confirm' | 'report';
  /** For `upload`: files done and in all. */
  done?: number;
  total?: number;
  /** For `upload`: how much of all files is up, 0 to 100. */
  percent?: number;
}

/** What is shared, wherever it goes. */
export interface Content {
  /** At most 4000 characters, 2000 for Moments. */
  text?: string;
  /** At most 9. Moments take up to 9 pictures, or one video, or one link; the current chat takes one message in all. */
  attachments?: Attachment[];
  onProgress?: (progress: Progress) => void;
}

export interface GroupShare extends Content {
  /**
   * Group ids. Absent: the member picks in the mass-send helper; so it is with `'pick'`, and a note says so, since WeCom
   * has a picker of groups only for few apps.
   */
  to?: string[] | 'pick';
}

export interface CustomerShare extends Content {
  /**
   * Customer ids, or `'pick'` to let the member choose before the share is planned, so that used-up quota is known first.
   * Absent: the member picks in the mass-send helper.
   */
  to?: string[] | 'pick';
  /** Allow the undocumented `wx.qy.shareAppMessageEx` for this share, where it exists. */
  ex?: boolean;
}

/** Pictures, or one video, or one link; iOS and Android from WeCom 3.1.12. */
export interface MomentsShare extends Content {
  attachments?: Array<ImageAttachment | LinkAttachment | VideoAttachment>;
}

/** One message: a text or one attachment; pictures by `mediaid`. */
export interface ChatShare extends Content {
  /** Enter the chat after sending: phones from WeCom 3.1.10. */
  enterChat?: boolean;
}

/** A whole draft, as the server's API has it. The target, the client and the entry decide which call it takes. */
export interface Draft extends Content {
  target:
    | { kind: 'customers' | 'groups'; ids?: string[] | 'pick' }
    | { kind: 'moments' | 'chat' };
  ex?: boolean;
  enterChat?: boolean;
}

export interface Route {
  /** The function of `wx.qy` that was called. */
  api: string;
  reason: Remark;
  /** Functions that were wanted and not taken, and why. */
  passed_over: Array<Remark & { api: string }>;
}

export interface Skipped extends Remark {
  id: string;
  /** RFC 3339: from when this receiver can be reached again. */
  until?: string;
}

export interface ShareResult {
  /**
   * `handed_over`: the content is in the member's mass-send helper. It does not mean that a customer received it.
   * `cancelled`: the member backed out. That is a result, not an error.
   */
  state: 'handed_over' | 'cancelled';
  /** The server's id of this share; `null` without a server, or when the member backed out before the share was planned. */
  shareId: string | null;
  api: string | null;
  route: Route | null;
  /** Receivers left out, and why. */
  skipped: Skipped[];
  notes: Remark[];
  /** What the client answered, untouched. */
  answer?: unknown;
}

/** A share on its way. */
export interface Sharing extends Promise<ShareResult> {
  /**
   * Stops it: uploads end, and it rejects with `aborted`. Once WeCom's own page is open it changes nothing: only the member
   * closes that.
   */
  abort(): void;
}

export interface Customer {
  id: string;
  name: string;
  available: boolean;
  until?: string;
}

export interface Group {
  id: string;
  name: string;
  available: boolean;
  until?: string;
}

export interface UploadedImage {
  id: string;
  format: string;
  width: number;
  height: number;
  bytes: number;
  /** WeCom's link once the picture was sent there; until then the server's own. Drafts take either. */
  url: string;
  /** The server had it before. */
  reused: boolean;
}

/** How the mini program was opened. */
export interface Entry {
  /** The share this opening belongs to; absent when it was not opened from a shared card. */
  token?: string;
  /** Page without leading slash and without query. */
  page: string;
  /** The page's own parameters, without the token. */
  query: { [key: string]: string };
  scene?: number;
  chatType?: number;
  /** Settles when the opening was reported, and never rejects: `null` when there was nothing to report or no answer yet. */
  reported: Promise<{ share: string; recorded: boolean } | null>;
}

export interface ErrorDetails {
  code: string;
  cause: Bilingual;
  remedy: Bilingual;
  /** The page of the admin console that mends it. */
  page?: Bilingual;
  /** RFC 3339: from when it will work. */
  until?: string;
  /** What would work instead. */
  instead?: Bilingual[];
  faults?: Fault[];
  /** `client_not_supported`: the calls that were tried, and why they do not work here. */
  passed_over?: Route['passed_over'];
  /** All likely causes, the likeliest first. */
  causes?: Array<{ code: string; cause: Bilingual; remedy: Bilingual; page?: Bilingual }>;
  share?: { id: string; state: string };
  /** HTTP status, when the server refused. */
  status?: number;
  /** `call`: WeCom's share function was called and refused; absent: it was not called. */
  stage?: 'call';
  /** What the client or the network answered, untouched. */
  raw?: unknown;
}

/** Every error of this SDK: what happened, why, and what to do, in Chinese and English. */
export class ShareError extends Error implements ErrorDetails {
  constructor(details: ErrorDetails);
  readonly name: 'ShareError';
  readonly code: string;
  readonly cause: Bilingual;
  readonly remedy: Bilingual;
  readonly page?: Bilingual;
  readonly until?: string;
  readonly instead?: Bilingual[];
  readonly faults?: Fault[];
  readonly passed_over?: Route['passed_over'];
  readonly causes?: ErrorDetails['causes'];
  readonly share?: { id: string; state: string };
  readonly status?: number;
  readonly stage?: 'call';
  readonly raw?: unknown;
}

export interface Options {
  /** Address of the wecom-share server. Without it shares are built on the phone, from links and media ids. */
  server?: string;
  /** Appid of this mini program; absent: what `wx.getAccountInfoSync` says. */
  appid?: string;
  /** Needed only when one server serves this mini program for several companies. */
  corpid?: string;
  /** Allow the undocumented `wx.qy.shareAppMessageEx` where it exists. */
  ex?: boolean;
  /** Without a server: suffix of the page in shareAppMessageEx. Sources disagree; the default is `.html`. */
  exPageSuffix?: '' | '.html';
  /** Pages of app.json: cards to other pages are faults then. */
  pages?: string[];
  /** Milliseconds to wait for one network answer; 10,000 when absent. Uploads wait six times as long. */
  timeout?: number;
}

export interface WecomShare {
  host(): HostInfo;
  /** Hands the content to the member's mass-send helper, for customers. */
  shareToCustomers(share: CustomerShare): Sharing;
  /** Hands the content to the member's mass-send helper, for customer groups. */
  shareToGroups(share: GroupShare): Sharing;
  /** Opens the member's customer Moments with the content. */
  shareToMoments(share: MomentsShare): Sharing;
  /** Sends one message to the chat from whose toolbar or attachment bar the mini program was opened. */
  sendToChat(share: ChatShare): Sharing;
  /** Any of the four, as `target` says. */
  share(draft: Draft): Sharing;
  /** The member's own customers. */
  customers(): Promise<Customer[]>;
  /** The member's own customer groups. */
  groups(): Promise<Group[]>;
  /** Uploads one local picture; its id can be used in `image` and `card`. */
  upload(path: string): Promise<UploadedImage>;
  /**
   * How this page was opened. Call it in `onLoad(options)`; an opening from a shared card is reported once.
   * Without options: what the client says about the latest entry.
   */
  readEntry(options?: object): Entry;
  /** Calls back for the entry that started the mini program and for each later one. Returns a function that stops it. */
  onOpen(callback: (entry: Entry) => void): () => void;
}

export function create(options?: Options): WecomShare;

/** The places a page path can end up; each has its own form. */
export type Channel =
  | 'share-card'
  | 'chat-card'
  | 'chat-menu'
  | 'ex-card'
  | 'forward'
  | 'h5-card'
  | 'h5-launch'
  | 'h5-launch-legacy'
  | 'mass-send'
  | 'contact-way'
  | 'navigate';

/**
 * `pages/a/b?x=1` → `/pages/a/b.html?x=1`: the form a card needs, or that of another channel (`forward`: without
 * `.html`, for `onShareAppMessage`). Throws a ShareError when there is no page.
 */
export function cardPage(page: string, channel?: Channel): string;

/** Version of this SDK. */
export const version: string;
