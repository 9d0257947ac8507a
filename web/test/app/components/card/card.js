Component({ options: { multipleSlots: true, addGlobalClass: true } })
