/**
 * Shapes of what the server tells. Messages, keyboards and updates are the Bot API's own objects.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{id: number, name: string, about: string, staff: boolean}} Persona
 * @typedef {{name: string, latitude: number, longitude: number, people: number}} City
 * @typedef {{latitude: number, longitude: number}} Point
 * @typedef {{type: string, offset: number, length: number, url?: string, language?: string}} Entity
 * @typedef {{command: string, description: string}} Command
 * @typedef {{name: string, label: string, about: string, on: boolean}} Switch
 * @typedef {{
 *   people: number, now: number, total: number, largest: number, blocked: number, throttled: number,
 *   recent: number[]
 * }} Crowd
 * @typedef {{
 *   message_id: number, date: number, from: Json, chat: Json, text?: string, caption?: string,
 *   entities?: Entity[], caption_entities?: Entity[], edit_date?: number, reply_markup?: Json,
 *   reply_to_message?: Message, via_bot?: Json, [more: string]: any
 * }} Message
 * @typedef {{keyboard: Json | null, started: boolean, bot_status: string}} Standing
 * @typedef {{description: string, commands: Command[]}} Menu
 * @typedef {Standing & Menu & {
 *   id: number, private: boolean, title: string, about: string, ideas: string[], writers: number[],
 *   messages: Map<number, Message>, unread: number, acting: boolean, writer: number
 * }} Chat
 * @typedef {{at: string, chat: number | null, update?: Json, method?: string, parameters?: Json,
 *   ok?: boolean, result?: any, error_code?: number, description?: string}} BotRecord
 * @typedef {{query: string, results: Json[], next_offset?: string, button?: {text: string,
 *   start_parameter: string}}} InlineAnswer
 */

export {};
