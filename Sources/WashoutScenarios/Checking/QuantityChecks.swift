extension Checker {
  /// A value of the model in any of its forms.
  func quantity(
    _ node: SourceNode, _ shape: Quantity, _ label: String, _ path: String
  ) -> Checked.Kind? {
    if case .mapping = node.content { return mappingForm(node, shape, label, path) }
    guard let base = number(node, shape.rule, label) else { return nil }
    let extras = shape.extras.map { entry($0, in: node, label, path) }
    return .quantity(
      CheckedQuantity(
        word: shape.words[0], base: base, basePlace: node.place, extras: extras,
        annotation: Annotation(isCutOff: node.hasReplaced, replaced: node.replaced)))
  }

  private func mappingForm(
    _ node: SourceNode, _ shape: Quantity, _ label: String, _ path: String
  ) -> Checked.Kind? {
    guard case .mapping(var entries, _)? = self.mapping(node, shape.mapping, label, path) else {
      return nil
    }
    var annotation = annotation(taking: &entries, true)
    annotation.isCutOff = node.hasReplaced
    annotation.replaced = node.replaced
    let written = { (name: String) in
      entries.first { $0.key == name && ($0.value.isPresent || $0.value.isFaulty) }
    }
    let base = shape.words.lazy.compactMap(written).first
    let family = shape.families.lazy.compactMap { written($0.name) }.first
    if shape.needsBase, base == nil && family == nil { return nil }
    if let base, base.value.isFaulty { return nil }
    if let family, family.value.isFaulty { return nil }
    let range = written("range")?.value.list.compactMap(\.number) ?? []
    let prior = written("prior")
    let extras = entries.filter { entry in shape.extras.contains { $0.name == entry.key } }
    let quantity = CheckedQuantity(
      word: base?.key ?? shape.words[0], base: base?.value.number,
      basePlace: base?.value.place ?? node.place, family: family, extras: extras,
      range: range.count == 2 ? range[0]...range[1] : nil, prior: prior?.value,
      annotation: annotation)
    warnIfOutsideRange(quantity, label)
    return .quantity(spelledOut(quantity, shape))
  }

  private func warnIfOutsideRange(_ quantity: CheckedQuantity, _ label: String) {
    guard let range = quantity.range, let base = quantity.base, !range.contains(base) else {
      return
    }
    findings.warn(
      "\(label) is \(NumberGrammar.shortest(base)), outside its range "
        + "\(NumberGrammar.shortest(range.lowerBound)) to "
        + "\(NumberGrammar.shortest(range.upperBound))", at: quantity.basePlace)
  }

  /// `{lognormal: {median, sd_log}}` read as `{median, sd_log}` where both may stand.
  private func spelledOut(_ quantity: CheckedQuantity, _ shape: Quantity) -> CheckedQuantity {
    guard shape.words.contains("median"), let family = quantity.family, family.key == "lognormal",
      let median = family.value["median"].number
    else { return quantity }
    var copy = quantity
    copy.family = nil
    copy.word = "median"
    copy.base = median
    copy.basePlace = family.value["median"].place
    copy.extras.removeAll { $0.key == "sd_log" }
    copy.extras += family.value.entries.filter { $0.key == "sd_log" }
    return copy
  }
}
