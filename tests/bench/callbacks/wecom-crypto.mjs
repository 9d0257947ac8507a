// The peer @wecom/crypto: it computes a signature and decrypts; finding the text and comparing is its caller's.
import { decrypt, getSignature } from '@wecom/crypto'
import { timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const { token, aes_key, receive_id, messages } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const ENCRYPT = /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/

function open({ body, msg_signature, timestamp, nonce }) {
  const [, encrypted] = ENCRYPT.exec(body)
  if (!timingSafeEqual(Buffer.from(getSignature(token, timestamp, nonce, encrypted)), Buffer.from(msg_signature))) throw new Error('signature')
  const { message, id } = decrypt(aes_key, encrypted)
  if (id !== receive_id) throw new Error('receiver')
  return message
}

for (const it of messages) if (open(it) !== it.text) throw new Error('another text')
for await (const line of createInterface({ input: process.stdin })) {
  const times = Number(line.split(' ')[1])
  const began = process.hrtime.bigint()
  for (let i = 0; i < times; i += 1) for (const it of messages) open(it)
  console.log(Number(process.hrtime.bigint() - began) / times / messages.length)
}
