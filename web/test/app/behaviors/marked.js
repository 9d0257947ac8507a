module.exports = Behavior({
  properties: { mark: { type: String, value: 'plain' } },
  methods: {
    markText() {
      return `[${this.data.mark}]`
    },
  },
})
