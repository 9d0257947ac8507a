const { image, card: makeCard } = require('wecom-share');
const share = require('../../share');
const view = require('./view');
const byHand = require('./by-hand');

Component({
  properties: {
    // 要分享的卡片 { title, page, cover }，或一张图片的路径；二选一
    card: { type: Object, value: null },
    picture: { type: String, value: '' },
  },

  data: {
    hand: false,
    busy: false,
    result: view.idle(),
  },

  methods: {
    toggleHand() {
      this.setData({ hand: !this.data.hand });
    },

    toCustomers() {
      if (this.data.hand && this.data.card) {
        this.run(() => byHand.toCustomers(this.data.card));
        return;
      }
      // 先选客户再分享：今天已经发过的客户，在打开群发助手之前就能知道
      this.run((onProgress) => share.shareToCustomers({ attachments: this.attachments(), to: 'pick', onProgress }));
    },

    toGroups() {
      if (this.data.hand && this.data.card) {
        this.run(() => byHand.toGroups(this.data.card));
        return;
      }
      this.run((onProgress) => share.shareToGroups({ attachments: this.attachments(), onProgress }));
    },

    // 未公开的 shareAppMessageEx：要主动选用；客户端没有它时，自动改走群发助手
    toChosen() {
      this.run((onProgress) => share.shareToCustomers({ attachments: this.attachments(), to: 'pick', ex: true, onProgress }));
    },

    attachments() {
      return this.data.card ? [makeCard(this.data.card)] : [image(this.data.picture)];
    },

    run(start) {
      if (this.data.busy) return;
      this.setData({ busy: true, result: view.progress({ step: 'login' }) });
      start((progress) => this.setData({ result: view.progress(progress) }))
        .then((outcome) => {
          this.finish(view.outcome(outcome));
          if (outcome.skipped && outcome.skipped.length) this.nameSkipped(outcome);
        })
        .catch((error) => this.finish(view.failure(error)));
    },

    finish(result) {
      this.setData({ busy: false, result });
      this.triggerEvent('done', { state: result.state });
    },

    // 跳过的客户先显示 id，查到名字后再换上
    nameSkipped(outcome) {
      share.customers().then(
        (customers) => this.setData({ result: view.outcome(outcome, customers) }),
        () => {},
      );
    },
  },
});
