// 把 SDK 的进度、结果和错误，换成结果区要显示的几行字

const STEPS = {
  login: '正在确认身份…',
  pick: '请选择客户',
  upload: '正在上传图片…',
  plan: '正在检查权限和次数…',
  confirm: '请在企业微信里确认',
  report: '正在记录结果…',
};

// 结果区别处已经说过的
const TOLD = ['handed_over_only', 'token_appended', 'token_replaced', 'ex_passed_over', 'receivers_skipped'];

function blank(state) {
  return { state, title: '', lines: [], english: [], notes: [] };
}

function progress(step) {
  const view = blank('busy');
  view.title = STEPS[step.step] || '请稍候…';
  if (step.step === 'upload' && step.total > 1) view.title = '正在上传图片 ' + step.done + '/' + step.total;
  return view;
}

function outcome(result, customers) {
  const view = blank(result.state);
  if (result.state === 'cancelled') {
    view.title = '已取消';
    view.lines = ['没有发出，也不占用次数'];
    return view;
  }
  // 未公开的接口不经过群发助手
  const direct = result.api === 'shareAppMessageEx';
  view.title = direct ? '已交给企业微信发送' : '已交给群发助手';
  if (result.byHand) {
    view.lines = ['手工调用：页面路径没有 .html，客户点开卡片会看到「页面不存在」'];
    return view;
  }
  view.lines = [direct ? '通过 shareAppMessageEx 发给选好的客户' : '有没有送到客户手里，以群发助手的记录为准'];
  view.notes = (result.skipped || [])
    .map((skipped) => '跳过 ' + nameOf(skipped.id, customers) + '：' + skipped.zh + again(skipped.until, skipped.zh, '，'))
    .concat(((result.route && result.route.passed_over) || []).map((passed) => '没有用 ' + passed.api + '：' + passed.zh))
    .concat((result.notes || []).filter((note) => TOLD.indexOf(note.code) < 0).map((note) => note.zh));
  return view;
}

// 调用前就被拦下的是 refused，企业微信不接受的是 failed
function failure(error) {
  if (!error.cause) return raw(error);
  const view = blank(error.stage === 'call' ? 'failed' : 'refused');
  view.title = error.cause.zh;
  view.lines = [error.remedy.zh];
  view.english = [error.cause.en, error.remedy.en];
  if (error.page) {
    view.lines.push('到这里处理：' + error.page.zh);
    view.english.push('Where: ' + error.page.en);
  }
  const when = again(error.until, error.cause.zh + error.remedy.zh, '');
  if (when) view.lines.push(when);
  (error.faults || []).forEach((fault) => {
    view.notes.push(fault.zh);
    view.english.push(fault.place + ': ' + fault.en);
  });
  (error.instead || []).forEach((instead) => view.notes.push('也可以：' + instead.zh));
  return view;
}

// 手工调用得到的原始回答
function raw(answer) {
  const text = answer.errMsg || answer.err_msg || answer.errmsg || answer.fail_reason || answer.message || '';
  const view = blank(/cancel/.test(text) ? 'cancelled' : 'failed');
  view.title = view.state === 'cancelled' ? '已取消' : '手工调用失败';
  view.lines = [text];
  return view;
}

function nameOf(id, customers) {
  const found = (customers || []).filter((customer) => customer.id === id)[0];
  return found ? found.name : id;
}

// 2026-11-25T00:00:00+08:00 → 11 月 25 日 00:00 起可以再发；前面的话里说过时间就不再说
function again(until, said, before) {
  const parts = /^\d+-(\d+)-(\d+)T(\d+:\d+)/.exec(until || '');
  return parts && said.indexOf(parts[3]) < 0 ? before + Number(parts[1]) + ' 月 ' + Number(parts[2]) + ' 日 ' + parts[3] + ' 起可以再发' : '';
}

module.exports = { idle: () => blank('idle'), progress, outcome, failure };
