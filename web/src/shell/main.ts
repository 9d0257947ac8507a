document.getElementById('shell')!.textContent = 'wecom-share'
