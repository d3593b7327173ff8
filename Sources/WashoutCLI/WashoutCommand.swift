@main struct WashoutCommand { static func main() {} }
