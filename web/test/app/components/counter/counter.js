const marked = require('../../behaviors/marked')
Component({
  behaviors: [marked, 'wx://form-field'],
  properties: { start: Number, dataset: Object },
  data: { count: 0, text: '' },
  lifetimes: {
    attached() {
      this.setData({ count: this.data.start, text: this.markText() })
    },
  },
  pageLifetimes: {
    show() {
      this.setData({ shown: true })
    },
  },
  methods: {
    add() {
      this.setData({ count: this.data.count + 1 })
      this.triggerEvent('changed', { count: this.data.count })
    },
  },
})
