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
    # Capturing of screens, for which Google's library needs X11 on Linux, and nothing on Windows.
    "modules/BUILD.gn": [
        ('  if (rtc_desktop_capture_supported) {\n    deps += [ "desktop_capture" ]', '  if (false) {\n    deps += [ "desktop_capture" ]'),
    ],
    # A newer GN has these.
    "build/toolchain/gcc_toolchain.gni": [
        (
            "        inputs =\n"
            '            [ get_path_info(rebase_path(ar, ".", root_out_dir), "abspath") ]\n',
            "",
        ),
        ("        inputs = rustc_wrapper_inputs\n", ""),
        # For Windows it is a command of two words.
        ('command = "\\"$ar\\" {{arflags}}', 'command = "$ar {{arflags}}'),
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
        # For debuggers older than Windows 10's names of threads, and with exceptions of Microsoft's kind.
        ("  __try {\n", "  if (::IsDebuggerPresent() && !set_thread_description_func) {\n"),
        ("  } __except (EXCEPTION_EXECUTE_HANDLER) {  // NOLINT\n", ""),
    ],
    # Not in mingw-w64's headers.
    "rtc_base/network.cc": [
        ('#include "rtc_base/network.h"\n', '#include "rtc_base/network.h"\n\n'
            "#if defined(WEBRTC_WIN) && !defined(IF_TYPE_WWANPP)\n"
            "#define IF_TYPE_WWANPP 243\n"
            "#define IF_TYPE_WWANPP2 244\n"
            "#endif\n"),
    ],
    "rtc_base/async_dns_resolver.cc": [
        ("namespace webrtc {\n",
            "#if defined(WEBRTC_WIN)\n"
            'extern "C" INT WSAAPI GetAddrInfoExCancel(LPHANDLE lpHandle);\n'
            "#endif\n\n"
            "namespace webrtc {\n"),
    ],
    "modules/audio_device/win/audio_device_core_win.cc": [
        (
            "#include <uuids.h>\n",
            "#include <uuids.h>\n\n"
            "#if defined(__MINGW32__)\n"
            "#define WRTC_AEC_KEY(name, pid) \\\n"
            "  static const PROPERTYKEY MFPKEY_WMAAECMA_##name = {{0x6f52c567, 0x0360, 0x4bd2, \\\n"
            "      {0x96, 0x17, 0xcc, 0xbf, 0x14, 0x21, 0xc9, 0x39}}, pid}\n"
            "WRTC_AEC_KEY(SYSTEM_MODE, 2);\n"
            "WRTC_AEC_KEY(DMO_SOURCE_MODE, 3);\n"
            "WRTC_AEC_KEY(DEVICE_INDEXES, 4);\n"
            "WRTC_AEC_KEY(FEATURE_MODE, 5);\n"
            "WRTC_AEC_KEY(FEATR_NS, 8);\n"
            "WRTC_AEC_KEY(MIC_GAIN_BOUNDER, 21);\n"
            "#define SINGLE_CHANNEL_AEC 0\n"
            "#endif\n",
        ),
    ],
    # Of Microsoft's headers, some other one includes it.
    "third_party/libvpx/source/libvpx/vpx_util/vpx_pthread.h": [
        ("#include <process.h>  // NOLINT\n", "#include <errno.h>    // NOLINT\n#include <process.h>  // NOLINT\n"),
    ],
    # The names that only Microsoft's toolchain has there.
    "third_party/libyuv/BUILD.gn": [
        ('":libyuv_internal(//build/toolchain/win:win_clang_x64)"', '":libyuv_internal"'),
    ],
    # Windows' own threads with mingw too, in place of a library for POSIX's.
    "third_party/boringssl/src/crypto/internal.h": [
        ("    (!defined(OPENSSL_WINDOWS) || defined(__MINGW32__))\n", "    !defined(OPENSSL_WINDOWS)\n"),
    ],
    "third_party/boringssl/src/crypto/thread_win.cc": [
        ("#ifdef _WIN64\n__pragma(", "#if defined(__MINGW32__)\n#elif defined(_WIN64)\n__pragma("),
        (
            "\nconst PIMAGE_TLS_CALLBACK p_thread_callback_boringssl = thread_local_destructor;",
            '\n__attribute__((section(".CRT$XLC"), used))\n'
            "const PIMAGE_TLS_CALLBACK p_thread_callback_boringssl = thread_local_destructor;",
        ),
    ],
    # Assembly for the calling convention of other systems.
    "third_party/boringssl/src/third_party/fiat/p256_64.h": [
        (
            "#if !defined(OPENSSL_NO_ASM) && defined(__GNUC__) && defined(__x86_64__)\n",
            "#if !defined(OPENSSL_NO_ASM) && defined(__GNUC__) && defined(__x86_64__) && !defined(_WIN32)\n",
        ),
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
