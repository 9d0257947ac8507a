// What a person does on the two phones, in the words of the page.
import assert from 'node:assert/strict'
import { until } from './harness.mjs'

export const WANG = 'wmDemoWang0000000000000000000001'
export const CHEN = 'wmDemoChen0000000000000000000002'
export const LIU = 'wmDemoLiu00000000000000000000003'
export const NOTEBOOK_GROUP = 'wrDemoNotebook0000000000000001'

export class Phones {
  constructor(page) {
    this.page = page
    this.member = page.frameLocator('[data-testid=member-app]')
    this.customer = page.frameLocator('[data-testid=customer-app]')
  }

  id(testid) {
    return this.page.getByTestId(testid)
  }

  /** From the product list to the first product's page. */
  async openProduct() {
    await this.member.locator('#product-1').click()
    await this.member.locator('#share-customers').waitFor()
  }

  async openPoster() {
    await this.member.locator('#open-poster').click()
    await this.member.locator('#share-customers').waitFor()
  }

  async tap(id) {
    await this.member.locator(`#${id}`).click()
  }

  /** In the customer picker or the helper: tick these and go on. */
  async choose(...receivers) {
    await this.id('helper-screen').waitFor()
    for (const id of receivers) await this.id(`helper-receiver-${id}`).click()
    await this.send()
  }

  async send() {
    await this.id('helper-send').click()
    await this.id('helper-screen').waitFor({ state: 'detached' }).catch(() => {})
  }

  /** The result area of the page that shared: its state and text. */
  async result(state) {
    const result = this.member.locator('#result')
    await this.member.locator(`#result[data-state=${state}]`).waitFor()
    return result.innerText()
  }

  /** Opens a chat on the customer's phone. */
  async chat(id) {
    await this.id(`chat-${id}`).click()
  }

  /** Messages of one kind in the open chat. */
  messages(msgtype) {
    return this.page.locator(`[data-testid^=message-][data-msgtype=${msgtype}]`)
  }

  async leaveChat() {
    await this.id('chat-back').click()
  }

  /** Log lines of a kind, as text. */
  async log(kind) {
    return this.page.locator(`[data-testid=log-line][data-kind="${kind}"]`).allInnerTexts()
  }

  async waitForLog(kind, pattern) {
    return until(async () => (await this.log(kind)).find((line) => pattern.test(line)), `a log line ${kind} ${pattern}`)
  }
}

export async function loaded(image) {
  const ok = await until(() => image.evaluate((img) => img.complete && img.naturalWidth > 0), 'the picture to load')
  assert.ok(ok)
}
