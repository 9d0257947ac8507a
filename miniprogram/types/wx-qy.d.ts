// Types of the `wx.qy` share family of WeCom (企业微信) mini programs. Generated from the rule book of wecom-share;
// corrections belong there (rules/*.toml, crates/rules/examples/generate/wx-qy.d.ts.in).
//
// Usable without the SDK: put this file among the files of your tsconfig, or
//   /// <reference path="node_modules/wecom-share/dist/wx-qy.d.ts" />
// It stands beside npm `miniprogram-api-typings`, which has no `wx.qy`. Every call answers through callbacks; which fields
// a failure has differs by platform. What no source states is not typed, or says so.

declare namespace WechatMiniprogram {
  interface Wx {
    /** Only inside WeCom: absent in Weixin and, until a company is chosen, in the developer tools. */
    readonly qy?: WecomQy.Qy;
  }
}

declare namespace WecomQy {
  /** What the callbacks are given. Some platforms and versions say `err_msg` or `errmsg` instead of `errMsg`. */
  interface Answer {
    errMsg?: string;
    err_msg?: string;
    errmsg?: string;
    fail_reason?: string;
    errCode?: number;
    err_code?: number;
  }

  interface Callbacks<Result = unknown> {
    /** The content was handed over; it does not mean that anybody received it. */
    success?: (answer: Answer & Result) => void;
    fail?: (answer: Answer) => void;
    complete?: (answer: Answer) => void;
  }

  /** Where the mini program was opened. */
  type Entry =
    | 'contact_profile'
    | 'single_chat_tools'
    | 'group_chat_tools'
    | 'chat_attachment'
    | 'single_kf_tools'
    | 'chain_single_chat_tools'
    | 'chain_group_chat_tools'
    | 'internal_group_chat_board'
    | 'normal';

  // ---- Attachments --------------------------------------------------------------------------------------------------

  interface Text {
    content: string;
  }

  /** `mediaid` (temporary media) or a link of the upload-image call; with both, `mediaid` wins. */
  type Image = { mediaid: string; imgUrl?: string } | { mediaid?: undefined; imgUrl: string };

  /**
   * A picture. WeCom 3.1.6 on iOS, Android and Windows; not on Mac.
   *
   * As temporary media at most 10 MB, and usable for 3 days; by the upload-image call at most 2 MB.
   * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/96997 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/90253 (2024/07/22) · https://developer.work.weixin.qq.com/document/path/90256 (2022/01/20)
   */
  interface ImageAttachment {
    msgtype: 'image';
    image: Image;
  }

  /**
   * A web page. WeCom 3.1.6 on iOS, Android and Windows; not on Mac.
   * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11)
   */
  interface LinkAttachment {
    msgtype: 'link';
    link: {
      /** At most 64 bytes of UTF-8. */
      title?: string;
      /** At most 512 bytes of UTF-8. */
      desc?: string;
      /** Not required in the page's table, required in its sample. */
      url: string;
      /** Link of the cover. */
      imgUrl?: string;
    };
  }

  interface Card {
    /** Of the current mini program, which is linked to the company. */
    appid: string;
    /** At most 64 bytes of UTF-8. */
    title: string;
    /** Link of the cover, with http or https; shown at 5:4. */
    imgUrl: string;
    /** `/pages/a/b.html?x=1`. Without .html the card opens in WeCom, but customers in Weixin see 页面不存在. */
    page: string;
  }

  /**
   * A card of this mini program; not in Moments. WeCom 3.1.6 on iOS, Android and Windows; not on Mac.
   * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/93572 (2025/07/11)
   */
  interface MiniprogramAttachment {
    msgtype: 'miniprogram';
    miniprogram: Card;
  }

  /**
   * A video of at most 10 MB, as temporary media, which lasts 3 days. WeCom 3.1.6 on iOS, Android and Windows; not on Mac.
   * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/96997 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/90253 (2024/07/22)
   */
  interface VideoAttachment {
    msgtype: 'video';
    video: { mediaid: string };
  }

  /**
   * A file of at most 20 MB, as temporary media, which lasts 3 days; not in Moments. WeCom 3.1.12 on iOS and Android; not stated on Windows and Mac.
   * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/90253 (2024/07/22)
   */
  interface FileAttachment {
    msgtype: 'file';
    file: { mediaid: string };
  }

  type Attachment = ImageAttachment | LinkAttachment | MiniprogramAttachment | VideoAttachment | FileAttachment;

  /** A text of at most 4000 characters, up to 9 attachments, or both. Leave out empty keys: they break iOS. More than that many in a list is not a fault of types: lists are mostly made at run time. */
  type Content = { text: Text; attachments?: Attachment[] } | { text?: Text; attachments: [Attachment, ...Attachment[]] };

  /** The form of clients before 3.1.6: one card. Taken when there is neither `text` nor `attachments`. */
  type OldForm = Card & { text?: undefined; attachments?: undefined };

  // ---- Sharing ------------------------------------------------------------------------------------------------------

  type ShareToExternalContact = (
    | (Content & {
        /**
         * Customers to choose beforehand, at most 20000.
         * WeCom 4.1.10 on iOS, Android and Windows; not on Mac.
         */
        externalUserIds?: string[];
      })
    | OldForm
  ) &
    Callbacks;

  type ShareToExternalChat = (
    | (Content & {
        /**
         * Groups to choose beforehand, at most 2000.
         * WeCom 4.1.10 on iOS, Android and Windows; not on Mac.
         */
        chatIds?: string[];
      })
    | OldForm
  ) &
    Callbacks;

  /** In Moments: at most 9 pictures, or 1 video, or 1 link; no cards, no files. */
  type MomentsAttachments = [ImageAttachment, ...ImageAttachment[]] | [VideoAttachment] | [LinkAttachment];

  /** A text of at most 2000 characters, attachments, or both. */
  type ShareToExternalMoments = ({ text: Text; attachments?: MomentsAttachments } | { text?: Text; attachments: MomentsAttachments }) & Callbacks;

  /** One item of a menu in the customer-service toolbar. */
  type MenuItem =
    | {
        type: 'click';
        click: {
          /** 1 to 64 bytes of UTF-8. */
          id?: string;
          /** 1 to 128 bytes of UTF-8. */
          content: string;
        };
      }
    | {
        type: 'view';
        view: {
          /** 1 to 2048 bytes of UTF-8. */
          url: string;
          /** 1 to 1024 bytes of UTF-8. */
          content: string;
        };
      }
    | {
        type: 'miniprogram';
        miniprogram: {
          /** 1 to 32 bytes of UTF-8. */
          appid: string;
          /** 1 to 1024 bytes of UTF-8. The text asks for .html while its sample has none; the text is followed. */
          page: string;
          /** 1 to 1024 bytes of UTF-8. */
          content: string;
        };
      };

  /** One message, its object beside `msgtype`. */
  type ChatMessage =
    | { msgtype: 'text'; text: Text }
    | { msgtype: 'image'; image: { mediaid: string } }
    | { msgtype: 'video'; video: { mediaid: string } }
    | { msgtype: 'file'; file: { mediaid: string } }
    | {
        /** A web page; elsewhere it is `link` with `url`. */
        msgtype: 'news';
        news: { link: string; title?: string; desc?: string; imgUrl?: string };
      }
    | {
        msgtype: 'miniprogram';
        /** Android also takes a local file or a picture of the package as `imgUrl`. Without .html customers in Weixin see 页面不存在. */
        miniprogram: Card;
      }
    | {
        /** Only from `single_kf_tools`. WeCom 3.1.12 on iOS and Android; WeCom 3.1.20 on Windows; not on Mac. */
        msgtype: 'msgmenu';
        msgmenu: {
          /** At most 1024 bytes of UTF-8. */
          head_content?: string;
          list: MenuItem[];
          /** At most 1024 bytes of UTF-8. */
          tail_content?: string;
        };
      }
    | {
        /** Only from `single_kf_tools`. WeCom 4.1.6. Its fields: not found. */
        msgtype: 'channels_shop_product';
        channels_shop_product: { [field: string]: unknown };
      };

  type SendChatMessage = ChatMessage & {
    /** Enter the chat after sending. WeCom 3.1.10 on iOS and Android; not on Windows and Mac. */
    enterChat?: boolean;
  } & Callbacks;

  /** Undocumented; the fields are those that public code passes. */
  interface ShareAppMessageEx extends Callbacks {
    title: string;
    imageUrl: string;
    /** Sources disagree: the note asks for .html, public code has none. Try it on a device. */
    path: string;
    /** Members. */
    selectedUserIds?: string[];
    /** Customers. */
    selectedExternalUserIds?: string[];
  }

  // ---- Around it ----------------------------------------------------------------------------------------------------

  interface Login extends Callbacks<{ /** Valid for five minutes, once. */ code: string }> {
    /** Milliseconds. */
    timeout?: number;
    /** Third-party apps with several suites. From 3.1.8. */
    suiteId?: string;
  }

  interface SelectExternalContact extends Callbacks<{ userIds: string[] }> {
    /** 0 all (default), 1 those never chosen before. */
    filterType?: 0 | 1;
  }

  interface SelectExternalChat extends Callbacks<{ /** At most 5. */ chatIdList: string[] }> {}

  interface OpenEnterpriseChat extends Callbacks<{ /** From 3.0.36. */ chatId?: string }> {
    /** Ids joined by `;`. */
    userIds?: string;
    /** Ids joined by `;`. */
    externalUserIds?: string;
    /** Empty for a chat of two. */
    groupName?: string;
    /** An existing customer group; the other three are ignored then. From 3.0.36. */
    chatId?: string;
  }

  interface UpdateMomentsSetting extends Callbacks {
    /** At most 30 characters; empty removes it. */
    signature?: string;
    imgUrl?: string;
  }

  interface Qy {
    /**
     * Hands a text and attachments to the member's mass-send helper (群发助手), for customers; the member sends them.
     *
     * WeCom 3.1.6 on iOS, Android and Windows; not on Mac. Before: one flat card.
     * Needs: `login` and the server's code2Session; the member in the app's visible range; the member with customer contact (客户联系); the app among 可调用接口的应用.
     * @see https://developer.work.weixin.qq.com/document/path/93571 (2025/07/11) · https://developer.work.weixin.qq.com/document/path/96997 (2025/07/11)
     */
    shareToExternalContact(args: ShareToExternalContact): void;
    /**
     * The same for customer groups.
     *
     * WeCom 3.1.6 on iOS, Android and Windows; not on Mac. Before: one flat card.
     * Needs: `login` and the server's code2Session; the member in the app's visible range; the member with customer contact (客户联系); the app among 可调用接口的应用.
     * @see https://developer.work.weixin.qq.com/document/path/93572 (2025/07/11)
     */
    shareToExternalChat(args: ShareToExternalChat): void;
    /**
     * Opens the member's customer Moments (客户朋友圈) with the content.
     *
     * WeCom 3.1.12 on iOS and Android; not on Windows and Mac.
     * Needs: `login` and the server's code2Session; the member in the app's visible range; the member with customer contact (客户联系); the app among 可调用接口的应用; the member in the 客户朋友圈 range.
     * @see https://developer.work.weixin.qq.com/document/path/94608 (2021/08/25) · https://developer.work.weixin.qq.com/document/path/97005 (2021/08/25) · https://developer.work.weixin.qq.com/document/path/94607 · https://developer.work.weixin.qq.com/document/path/96923 (2025/04/21)
     */
    shareToExternalMoments(args: ShareToExternalMoments): void;
    /**
     * Sends one message to the chat from whose toolbar or attachment bar the mini program was opened.
     *
     * WeCom 3.0.16; from `chat_attachment`: WeCom 3.1.6 on iOS, Android and Windows; not on Mac.
     * Entries: single_chat_tools, group_chat_tools, chat_attachment, single_kf_tools, chain_single_chat_tools, chain_group_chat_tools.
     * Needs: `login` and the server's code2Session; the member in the app's visible range; a fitting entry; the member with customer contact (客户联系); the app among 可调用接口的应用 (what each entry needs differs).
     * @see https://developer.work.weixin.qq.com/document/path/93863 · https://developer.work.weixin.qq.com/document/path/94370 · https://developer.work.weixin.qq.com/document/path/94766 · https://developer.work.weixin.qq.com/document/path/95706
     */
    sendChatMessage(args: SendChatMessage): void;
    /**
     * Undocumented, and may be absent: look before you call. Versions, platforms, limits: not stated.
     * @see the note the project grew from · qy-app-service 1.3.13 in public repositories
     */
    shareAppMessageEx?(args: ShareAppMessageEx): void;
    /**
     * The member chooses customers.
     *
     * WeCom, since when is not stated. Needs: `login` and the server's code2Session; the member in the app's visible range; the member with customer contact (客户联系).
     * @see https://developer.work.weixin.qq.com/document/path/93867
     */
    selectExternalContact(args: SelectExternalContact): void;
    /**
     * The member chooses customer groups.
     *
     * WeCom 5.0.2 on iOS, Android and Windows; not on Mac. Needs: `login` and the server's code2Session; the member in the app's visible range; the member with customer contact (客户联系); a third-party app of 「营销获客」.
     * @see https://developer.work.weixin.qq.com/document/path/101196 (2025/11/17)
     */
    selectExternalChat(args: SelectExternalChat): void;
    /**
     * The customer of the current chat or profile.
     *
     * WeCom 2.5.8. Entries: contact_profile, single_chat_tools, single_kf_tools.
     * @see https://developer.work.weixin.qq.com/document/path/93568 · https://developer.work.weixin.qq.com/document/path/94766
     */
    getCurExternalContact(args: Callbacks<{ userId: string }>): void;
    /**
     * The current customer group.
     *
     * WeCom 3.0.16. Entries: group_chat_tools.
     * @see https://developer.work.weixin.qq.com/document/path/93570
     */
    getCurExternalChat(args: Callbacks<{ chatId: string }>): void;
    /**
     * WeCom 3.0.24. Needs: `login` and the server's code2Session; the member in the app's visible range.
     * @see https://developer.work.weixin.qq.com/document/path/94321 · https://developer.work.weixin.qq.com/document/path/94315 (2025/04/09)
     */
    getContext(args: Callbacks<{ entry: Entry; /** From 3.1.8, from private cards only. */ shareTicket?: string }>): void;
    /**
     * WeCom, since when is not stated.
     * @see https://developer.work.weixin.qq.com/document/path/91506 (2022/09/28)
     */
    login(args: Login): void;
    /** @see https://developer.work.weixin.qq.com/document/path/91508 (2019/11/28) */
    checkSession(args: Callbacks<{ expireIn?: number }>): void;
    /** Whether the layer knows the name; it says nothing about rights. */
    canIUse(schema: string): boolean;
    /** `version` is that of WeCom. */
    getSystemInfo(args: Callbacks<{ version: string }>): void;
    /**
     * WeCom 3.1.8.
     * @see https://developer.work.weixin.qq.com/document/path/94488 (2021/05/27)
     */
    setShareAttr(args: { withShareTicket: boolean; state?: string } & Callbacks): void;
    /**
     * WeCom 3.1.8.
     * @see https://developer.work.weixin.qq.com/document/path/94488 (2021/05/27)
     */
    getShareInfo(args: { shareTicket: string } & Callbacks<{ encryptedData: string; iv: string }>): void;
    /** @see https://developer.work.weixin.qq.com/document/path/91519 */
    openEnterpriseChat(args: OpenEnterpriseChat): void;
    /** @see https://developer.work.weixin.qq.com/document/path/93866 */
    openUserProfile(args: { /** 1 a member, 2 an external contact. */ type?: 1 | 2; userid: string } & Callbacks): void;
    /**
     * WeCom 3.0.36 on iOS and Android; not on Windows and Mac.
     * @see https://developer.work.weixin.qq.com/document/path/93864 (2020/12/21)
     */
    navigateToAddCustomer(args: Callbacks): void;
    /**
     * WeCom 3.1.12 on iOS and Android; not on Windows and Mac.
     * @see https://developer.work.weixin.qq.com/document/path/94846
     */
    updateMomentsSetting(args: UpdateMomentsSetting): void;
  }
}
