"""edits.py TREE: the small changes that let Debian's tools build Google's tree. A text that is not there is an error."""
import os
import pathlib
import sys

EDITS = {
    "build/config/gclient_args.gni": [
        ("build_with_chromium = true", "build_with_chromium = false"),
    ],
    # For media. Google's library leaves both out.
    "BUILD.gn": [
        (
            '      "audio",\n      "call",\n      "common_audio",\n',
            '      "api/video_codecs:rtc_software_fallback_wrappers",\n'
            '      "media:rtc_simulcast_encoder_adapter",\n'
            '      "audio",\n      "call",\n      "common_audio",\n',
        ),
    ],
    # A newer GN has these.
    "build/toolchain/gcc_toolchain.gni": [
        (
            "        inputs =\n"
            '            [ get_path_info(rebase_path(ar, ".", root_out_dir), "abspath") ]\n',
            "",
        ),
        ("        inputs = rustc_wrapper_inputs\n", ""),
    ],
    # Where Debian's clang keeps its runtime.
    "build/config/clang/BUILD.gn": [
        ('_dir = "x86_64-unknown-linux-gnu"', '_dir = "linux"\n          _suffix = "-x86_64"'),
    ],
    "build/config/compiler/BUILD.gn": [
        # A newer clang has these.
        ('cflags += [ "-fdiagnostics-show-inlining-chain" ]', "cflags += []"),
        ('cflags += [ "-fno-lifetime-dse" ]', "cflags += []"),
        # Clang's runtime is there to replace Rust's, which is left out; Debian has it for the building machine only.
        ("  if (is_clang && !(is_a_target_toolchain && is_cronet_build)) {", "  if (false) {"),
        # GNU ld cannot read such relocations, and the archive is for every linker.
        ('cflags += [ "-Wa,--crel,--allow-experimental-crel" ]', "cflags += []"),
    ],
    "build/config/sanitizers/sanitizers.gni": [
        ('        "-fsanitize=${invoker.sanitizer}",\n', ""),
        ('        "-fsanitize-ignore-for-ubsan-feature=${invoker.sanitizer}",\n', ""),
    ],
    # The RTC event log for connections without media, which have no call_; Google starts it for those with media only.
    "pc/peer_connection.cc": [
        ("/*alive=*/call_ != nullptr,", "/*alive=*/true,"),
        (
            "    call_->GetTransportControllerSend()->ReconfigureBandwidthEstimation(\n        settings);\n",
            "    if (call_) {\n"
            "      call_->GetTransportControllerSend()->ReconfigureBandwidthEstimation(\n          settings);\n"
            "    }\n",
        ),
    ],
    # musl's own header has the same structures.
    "rtc_base/platform_thread_types.cc": [
        ("#include <linux/prctl.h>\n", ""),
    ],
    # Code that libc++ accepts and libstdc++ does not.
    "rtc_base/ssl_stream_adapter.h": [
        ("      nullptr_t /*field_trials*/", "      std::nullptr_t /*field_trials*/"),
    ],
    "call/payload_type_picker.cc": [
        ("find(std::pair{uri, encrypt})", "find(std::pair{std::string(uri), encrypt})"),
    ],
}

tree = pathlib.Path(sys.argv[1])
for name, edits in EDITS.items():
    text = (tree / name).read_text()
    for old, new in edits:
        if old not in text:
            sys.exit(f"{name} does not contain: {old}")
        text = text.replace(old, new)
    (tree / name).write_text(text)
    # As old as this file, so that a tree made again does not compile everything again.
    os.utime(tree / name, (os.stat(__file__).st_mtime,) * 2)
