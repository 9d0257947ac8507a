'use strict';
// A document for miniprogram-simulate. Node's own Event must give way, or jsdom refuses the simulated taps.

const { JSDOM } = require('jsdom');

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
global.window = window;
global.document = window.document;
for (const name of ['Event', 'CustomEvent', 'MutationObserver', 'Node', 'HTMLElement']) {
  Object.defineProperty(global, name, { value: window[name], configurable: true, writable: true });
}
if (!global.navigator) global.navigator = window.navigator;
